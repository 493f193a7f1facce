package org.jitsuin.crl.http;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.CanonicalJson;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;
import org.jitsuin.crl.publish.CrlSnapshot;
import org.jitsuin.crl.publish.PublishedPartition;

/**
 * The list of an authority's CRLs, for those who fetch all of them, and of its own certificates.
 *
 * <p>JSON: {@code {"authority", "complete": [CRL], "crls": [CRL], "certificates": [CERTIFICATE]}}
 * with {@code {"partition", "municipality", "number", "thisUpdate", "nextUpdate", "entries",
 * "size", "sha256", "url", "delta": {"base", "entries", "size", "sha256", "url"}}} for each CRL and
 * {@code {"issuer", "subject", "notBefore", "notAfter", "sha256", "url"}} for each certificate,
 * times in UTC as in RFC 3339. A delta has the number and the times of the complete CRL; base is
 * the number of the oldest complete CRL that it brings up to date. Under "complete" are those that
 * list all certificates of the authority; they have neither municipality nor delta. Issuer and
 * subject of a certificate are the key generations whose key signed and is certified; where they
 * differ, it is a link certificate.
 */
final class CrlIndex {
  private static final String TYPE = "application/json";
  private static final String FRESH = Representation.freshFor(Duration.ofMinutes(1));

  private final String base;

  /**
   * @param base where the server is, without a slash at the end
   */
  CrlIndex(String base) {
    this.base = base;
  }

  /** Returns the address of the index, below the server's own. */
  static String path(Authority authority) {
    return "/crl/" + authority.id() + "/";
  }

  /**
   * @param snapshot the partitions, and the key generations with their link certificates
   * @param complete the complete CRLs of all authorities
   */
  Representation of(
      Authority authority, CrlSnapshot snapshot, Collection<PublishedPartition> complete) {
    byte[] body =
        CanonicalJson.encode(
            Map.of(
                "authority", authority.id(),
                "complete", crls(authority, complete),
                "crls", crls(authority, snapshot.listings()),
                "certificates", certificates(authority, snapshot)));
    return Representation.ofText(TYPE, body, FRESH);
  }

  private List<Map<String, Object>> crls(
      Authority authority, Collection<PublishedPartition> listings) {
    return listings.stream()
        .filter(listing -> listing.partition().authority() == authority)
        .flatMap(listing -> listing.served().map(crl -> crl(listing.partition(), crl)).stream())
        .toList();
  }

  private Map<String, Object> crl(Partition partition, PublishedCrl crl) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("partition", partition.id());
    partition.municipality().ifPresent(code -> members.put("municipality", code));
    members.put("number", crl.number());
    members.put("thisUpdate", crl.thisUpdate().toString());
    members.put("nextUpdate", crl.nextUpdate().toString());
    members.put("entries", crl.entries());
    members.put("size", crl.size());
    members.put("sha256", crl.sha256().toString());
    members.put("url", address(partition, partition.id()));
    crl.delta().ifPresent(delta -> members.put("delta", delta(partition, crl, delta)));
    return members;
  }

  private Map<String, Object> delta(Partition partition, PublishedCrl crl, PublishedDelta delta) {
    return Map.of(
        "base", delta.base().map(CrlBase::number).orElse(crl.number()),
        "entries", delta.entries(),
        "size", delta.size(),
        "sha256", delta.sha256().toString(),
        "url", address(partition, partition.deltaId()));
  }

  private String address(Partition partition, String id) {
    return base + path(partition.authority()) + id + ".crl";
  }

  private List<Map<String, Object>> certificates(Authority authority, CrlSnapshot snapshot) {
    return Stream.concat(
            snapshot.issuers(authority).stream()
                .map(one ->
                    certificate(
                        one.issuer().toString(),
                        one.issuer().generation(),
                        one.issuer().generation(),
                        one.certificate())),
            snapshot.links(authority).stream()
                .map(link ->
                    certificate(
                        link.id(),
                        link.issuer().issuer().generation(),
                        link.subject().issuer().generation(),
                        link.certificate())))
        .toList();
  }

  private Map<String, Object> certificate(
      String id, int issuer, int subject, X509Certificate certificate) {
    return Map.of(
        "issuer",
        issuer,
        "subject",
        subject,
        "notBefore",
        certificate.getNotBefore().toInstant().toString(),
        "notAfter",
        certificate.getNotAfter().toInstant().toString(),
        "sha256",
        Fingerprint.of(CaCertificates.der(certificate)).toString(),
        "url",
        base + CaCertificates.path(id));
  }
}
