package org.jitsuin.repository.http;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.CanonicalJson;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.ListedDelta;
import org.jitsuin.base.repository.Listing;
import org.jitsuin.repository.content.Contents;
import org.jitsuin.repository.content.ServedPartition;

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
 * differ, it is a link certificate. Under "filter" is what {@link StatusFilters#members} says,
 * where there is a status filter.
 */
final class CrlIndex {
  private static final String TYPE = "application/json";
  private static final String FRESH = Representation.freshFor(Duration.ofMinutes(1));

  private final String base;
  private final StatusFilters filters;

  /**
   * @param base where the server is, without a slash at the end
   */
  CrlIndex(String base, StatusFilters filters) {
    this.base = base;
    this.filters = filters;
  }

  /** Returns the address of the index, below the server's own. */
  static String path(Authority authority) {
    return "/crl/" + authority.id() + "/";
  }

  /**
   * @param state with the key generations and their link certificates, and the complete CRLs of all
   *     authorities, where there are any
   */
  Representation of(Authority authority, Documents.State state) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("authority", authority.id());
    members.put(
        "complete", crls(state.complete().map(all -> all.partitions(authority)).orElse(List.of())));
    members.put("crls", crls(state.partitions().partitions(authority)));
    members.put("certificates", certificates(authority, state.partitions()));
    Optional.ofNullable(state.filters().get(authority))
        .ifPresent(head -> members.put("filter", filters.members(authority, head)));
    return Representation.ofText(TYPE, CanonicalJson.encode(members), FRESH);
  }

  private List<Map<String, Object>> crls(List<ServedPartition> partitions) {
    return partitions.stream()
        .flatMap(one -> one.crl().map(crl -> crl(one.listing(), crl)).stream())
        .toList();
  }

  private Map<String, Object> crl(Listing listing, ListedCrl crl) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("partition", listing.id());
    listing.municipality().ifPresent(code -> members.put("municipality", code));
    members.put("number", crl.number());
    members.put("thisUpdate", crl.thisUpdate().toString());
    members.put("nextUpdate", crl.nextUpdate().toString());
    members.put("entries", crl.entries());
    members.put("size", crl.size());
    members.put("sha256", crl.sha256().toString());
    members.put("url", address(listing, listing.id()));
    crl.delta().ifPresent(delta -> members.put("delta", delta(listing, delta)));
    return members;
  }

  private Map<String, Object> delta(Listing listing, ListedDelta delta) {
    return Map.of(
        "base", delta.base(),
        "entries", delta.entries(),
        "size", delta.size(),
        "sha256", delta.sha256().toString(),
        "url", address(listing, listing.id() + CrlHandler.DELTA_SUFFIX));
  }

  private String address(Listing listing, String id) {
    return base + path(listing.authority()) + id + ".crl";
  }

  private List<Map<String, Object>> certificates(Authority authority, Contents contents) {
    return Stream.concat(
            contents.issuers(authority).stream()
                .map(one ->
                    certificate(
                        one.issuer().toString(),
                        one.issuer().generation(),
                        one.issuer().generation(),
                        one.certificate())),
            contents.links(authority).stream()
                .map(link ->
                    certificate(
                        link.id(),
                        link.issuer().generation(),
                        link.subject().generation(),
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
