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
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.card.HolderQuestions;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.http.Exchange;
import org.jitsuin.verifier.http.HttpTransport;
import org.jitsuin.verifier.http.RecordedExchange;
import org.jitsuin.verifier.lineage.Lineage;
import org.jitsuin.verifier.lineage.LineageInquiry;
import org.jitsuin.verifier.ocsp.OcspSource;

/** An authority that runs, asked as every relying party asks: OCSP, and lineage by mutual TLS. */
final class LiveAuthority implements Authority {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TrustAnchors trusted;
  private final Exchange exchange;
  private final LineageInquiry lineage;
  private final HolderQuestions questions;

  private LiveAuthority(
      TrustAnchors trusted, Exchange exchange, LineageInquiry lineage, HolderQuestions questions) {
    this.trusted = trusted;
    this.exchange = exchange;
    this.lineage = lineage;
    this.questions = questions;
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
      KeyStore credential = credential(place);
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(PATIENCE)
              .sslContext(tls(place, credential))
              .build();
      return new LiveAuthority(
          trusted,
          new HttpTransport(PATIENCE),
          new LineageInquiry(place.api(), new HttpTransport(client, PATIENCE)),
          new LiveQuestions(place.api(), client, PATIENCE, name(credential)));
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

  private static KeyStore credential(SandboxSettings.AuthorityPlace place)
      throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(place.credential())) {
      own.load(in, place.password().toCharArray());
    }
    return own;
  }

  /** The party's name, as its certificate has it: its serialNumber, or the name where none is. */
  private static String name(KeyStore credential) throws IOException, GeneralSecurityException {
    for (String alias : Collections.list(credential.aliases())) {
      if (credential.isKeyEntry(alias)
          && credential.getCertificate(alias) instanceof X509Certificate own) {
        X500Name subject = new JcaX509CertificateHolder(own).getSubject();
        RDN[] ids = subject.getRDNs(BCStyle.SERIALNUMBER);
        RDN[] names = ids.length == 0 ? subject.getRDNs(BCStyle.CN) : ids;
        if (names.length == 1) {
          return IETFUtils.valueToString(names[0].getFirst().getValue());
        }
      }
    }
    throw new IOException("the credential has no certificate with a name");
  }

  private static SSLContext tls(SandboxSettings.AuthorityPlace place, KeyStore own)
      throws IOException, GeneralSecurityException {
    char[] password = place.password().toCharArray();
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
  public Statement ask(X509Certificate certificate, CertificateKind kind, Instant now) {
    RecordedExchange recorded = new RecordedExchange(exchange);
    Verdict verdict =
        Verifier.of(trusted, OcspSource.named(recorded)).verify(certificate, kind, now);
    return new Statement(verdict, recorded.last().map(Bytes::of));
  }

  @Override
  public Lineage lineage(X509Certificate certificate) throws IOException {
    return lineage.ask(CertificateKind.USER_IDENTIFICATION, certificate);
  }

  @Override
  public HolderQuestions questions() {
    return questions;
  }
}
