package org.jitsuin.sandbox.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.http.HttpTransport;
import org.jitsuin.verifier.lineage.Lineage;
import org.jitsuin.verifier.lineage.LineageInquiry;
import org.jitsuin.verifier.ocsp.OcspSource;

/** An authority that runs, asked as every relying party asks: OCSP, and lineage by mutual TLS. */
final class LiveAuthority implements Authority {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Verifier verifier;
  private final LineageInquiry lineage;

  private LiveAuthority(Verifier verifier, LineageInquiry lineage) {
    this.verifier = verifier;
    this.lineage = lineage;
  }

  /**
   * Finds it.
   *
   * @throws IOException if a certificate or the credential cannot be read
   */
  static LiveAuthority at(SandboxSettings.AuthorityPlace place) throws IOException {
    try {
      TrustAnchors trusted = TrustAnchors.none();
      for (CertificateKind kind : CertificateKind.values()) {
        trusted = with(trusted, kind, place.certificates());
      }
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(PATIENCE)
              .sslContext(tls(place))
              .build();
      return new LiveAuthority(
          Verifier.of(trusted, OcspSource.named(new HttpTransport(PATIENCE))),
          new LineageInquiry(place.api(), new HttpTransport(client, PATIENCE)));
    } catch (GeneralSecurityException e) {
      throw new IOException("the authority's certificates or the credential are none", e);
    }
  }

  /** Each generation has a file: {@code signature.pem}, {@code signature-g2.pem}. */
  private static TrustAnchors with(TrustAnchors trusted, CertificateKind kind, Path directory)
      throws IOException, GeneralSecurityException {
    TrustAnchors more = trusted;
    boolean found = false;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, kind.id() + "{,-g[0-9]*}.pem")) {
      for (Path file : files) {
        more = more.with(kind, certificate(file));
        found = true;
      }
    }
    if (!found) {
      throw new IOException("no certificate of " + kind.id() + " in " + directory);
    }
    return more;
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static SSLContext tls(SandboxSettings.AuthorityPlace place)
      throws IOException, GeneralSecurityException {
    char[] password = place.password().toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(place.credential())) {
      own.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("staff", certificate(place.certificates().resolve("staff.pem")));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return tls;
  }

  @Override
  public Verdict verify(X509Certificate certificate, CertificateKind kind, Instant now) {
    return verifier.verify(certificate, kind, now);
  }

  @Override
  public Lineage lineage(X509Certificate certificate) throws IOException {
    return lineage.ask(CertificateKind.USER_IDENTIFICATION, certificate);
  }
}
