package org.jitsuin.crl.publish;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.repository.ListedLink;
import org.jitsuin.base.repository.ManifestText;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.LinkCertificate;
import org.jitsuin.crl.peer.Peers;

/**
 * The link certificates between key generations, as other servers hand them out: they are not in
 * the schema {@code status}. Each is what it says by the signature of a key generation, so that it
 * does not matter who answers. One thread uses it.
 */
final class PeerLinks {
  private final Peers peers;
  private final Path manifest;
  private final Map<String, LinkCertificate> known = new HashMap<>();
  private Optional<List<ListedLink>> remembered = Optional.empty();

  /**
   * @param manifest that of an earlier run of this server, where there is one
   */
  PeerLinks(Peers peers, Path manifest) {
    this.peers = peers;
    this.manifest = manifest;
  }

  /** Returns those that are known; for what is missing the others are asked each time. */
  List<LinkCertificate> of(List<CrlIssuer> issuers) {
    if (remembered.isEmpty()) {
      remembered = Optional.of(remembered());
    }
    return issuers.stream()
        .flatMap(older ->
            issuers.stream()
                .filter(newer -> follows(older, newer))
                .flatMap(newer -> Stream.of(link(older, newer), link(newer, older))))
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean follows(CrlIssuer older, CrlIssuer newer) {
    return older.issuer().authority() == newer.issuer().authority()
        && older.issuer().generation() + 1 == newer.issuer().generation();
  }

  private Optional<LinkCertificate> link(CrlIssuer issuer, CrlIssuer subject) {
    String id = ListedLink.id(issuer.issuer(), subject.issuer());
    Optional<LinkCertificate> link =
        Optional.ofNullable(known.get(id))
            .or(() ->
                remembered.stream()
                    .flatMap(List::stream)
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .flatMap(one -> signed(one.certificate(), issuer, subject)))
            .or(() ->
                peers
                    .certificates("/ca/" + id + ".cer")
                    .flatMap(octets -> parsed(octets).stream())
                    .flatMap(one -> signed(one, issuer, subject).stream())
                    .findFirst());
    link.ifPresent(one -> known.put(id, one));
    return link;
  }

  private static Optional<X509Certificate> parsed(byte[] octets) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(octets)));
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }

  /** Empty where it is no link certificate of these, whoever sent it. */
  private static Optional<LinkCertificate> signed(
      X509Certificate certificate, CrlIssuer issuer, CrlIssuer subject) {
    try {
      certificate.verify(issuer.certificate().getPublicKey());
      return Optional.of(new LinkCertificate(issuer, subject, certificate));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What this server wrote down before it ended. */
  private List<ListedLink> remembered() {
    try {
      return ManifestText.parse(Files.readAllBytes(manifest)).links();
    } catch (IOException | IllegalArgumentException _) {
      // The first start, or another program's file: the others are asked.
      return List.of();
    }
  }
}
