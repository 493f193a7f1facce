package org.jitsuin.ocsp.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.store.RelyingPartyTable;

/** A relying party with a key and a certificate of its own making. */
public final class Party {
  private final String name = "party-" + UUID.randomUUID();
  private final SoftwareKey key;
  private final X509CertificateHolder certificate;

  public Party(SignatureScheme scheme, Instant notBefore, Instant notAfter) {
    key = SoftwareKey.generate(scheme);
    X500Name subject = new X500Name("CN=" + name);
    certificate =
        new X509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .build(new KeyContentSigner(key));
  }

  /** One that is valid for an hour before and after that moment. */
  public static Party at(Instant now) {
    Duration hour = Duration.ofHours(1);
    return new Party(SignatureScheme.ECDSA_P256_SHA256, now.minus(hour), now.plus(hour));
  }

  public String name() {
    return name;
  }

  /** Registers it as the certificate authority does. */
  public Party registered(Jdbi ca, Authority... authorities) {
    X509Certificate known = CardCertificates.read(encoded());
    ca.useTransaction(handle -> RelyingPartyTable.insert(handle, name, Set.of(authorities), known));
    return this;
  }

  private byte[] encoded() {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request that it signs. */
  public byte[] sign(CertID certId) {
    try {
      return new OCSPReqBuilder()
          .addRequest(new CertificateID(certId))
          .setRequestorName(certificate.getSubject())
          .build(new KeyContentSigner(key), new X509CertificateHolder[] {certificate})
          .getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes its certificate for openssl. */
  public Path certificate(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve(name + ".pem"), Pem.certificate(certificate.getEncoded()));
  }

  /** Writes its key for openssl. */
  public Path key(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve(name + ".key"), Pem.privateKey(key.pair().getPrivate().getEncoded()));
  }
}
