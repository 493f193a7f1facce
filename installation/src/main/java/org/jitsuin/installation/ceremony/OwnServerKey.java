package org.jitsuin.installation.ceremony;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.installation.ceremony.StaffCeremony.Credential;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The key and certificate for the TLS of a server that no staff authority is beside: the
 * certificate is its own issuer, until the operator brings one that others know. Whom the server
 * lets in, relying parties for the one, the staff authority's certificate says where it was brought
 * ({@code ca/staff.pem}); otherwise it lets in nobody.
 *
 * @param home of the installation
 * @param hosts names and addresses of the server, the first also its subject
 */
public record OwnServerKey(Path home, List<String> hosts) {
  private static final Duration VALIDITY = Duration.ofDays(825);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(90);

  public OwnServerKey {
    hosts = List.copyOf(hosts);
  }

  /** Makes key and certificate where there are none, or where they end soon. */
  public void prepare(Instant now) {
    ServerKeyStore store = new ServerKeyStore(home);
    boolean lasts =
        Files.exists(store.file())
            && KeyStoreEnd.of(store.file(), store.password().toCharArray())
                .filter(end -> end.isAfter(now.plus(RENEWED_BEFORE)))
                .isPresent();
    if (!lasts) {
      SoftwareKey key = SoftwareKey.generate(StaffIssuing.SCHEME);
      X509Certificate certificate = certificate(key, now);
      CredentialFiles.server(home, new Credential(key, certificate), certificate);
    }
  }

  /** Writes the trust store, with the staff authority as far as it is known here. */
  public void trust() {
    CredentialFiles.trust(
        home.resolve("tls").resolve("staff.p12"),
        read(CredentialFiles.staffAuthority(home))
            .or(() -> read(home.resolve("ca").resolve("tls.pem")))
            .orElseThrow(() -> new SetupFailure("ca/tls.pem is not there or cannot be read")));
  }

  private X509Certificate certificate(SoftwareKey key, Instant now) {
    X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, hosts.getFirst()).build();
    GeneralName[] names =
        hosts.stream()
            .map(host ->
                new GeneralName(
                    host.contains(":") || host.matches("[0-9.]+")
                        ? GeneralName.iPAddress
                        : GeneralName.dNSName,
                    host))
            .toArray(GeneralName[]::new);
    try {
      byte[] der =
          new X509v3CertificateBuilder(
                  name,
                  new SerialSource(new SecureRandom()).next(now).value(),
                  Date.from(now),
                  Date.from(now.plus(VALIDITY)),
                  name,
                  SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
              .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
              .build(new KeyContentSigner(key))
              .getEncoded();
      return parse(der);
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("a certificate of its own cannot be made", e);
    }
  }

  private static Optional<X509Certificate> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(parse(Files.readAllBytes(file))) : Optional.empty();
    } catch (IOException | CertificateException e) {
      throw new SetupFailure("cannot read " + file, e);
    }
  }

  private static X509Certificate parse(byte[] octets) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(octets));
  }
}
