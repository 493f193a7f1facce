package org.jitsuin.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.StaffSubject;

/** An authority in memory that certifies staff and servers as a test needs them. */
final class StaffAuthorityForTests {
  private static final X500Name NAME = new X500Name("C=JP,O=test,CN=staff");
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final AtomicLong serials = new AtomicLong();
  private final SoftwareKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
  private final X509Certificate certificate =
      sign(NAME, key.publicKey(), Clocks.system().instant().plusSeconds(7_200), true);

  X509Certificate certificate() {
    return certificate;
  }

  void writeTo(Path file) throws IOException, GeneralSecurityException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, Pem.certificate(certificate.getEncoded()));
  }

  /** Makes a key and certificate of somebody; the role is the organisational unit. */
  Path credential(Path file, String person, String role, Instant end)
      throws IOException, GeneralSecurityException {
    SoftwareKey own = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {sign(subject(person, role), own.publicKey(), end, false), certificate};
    store.setKeyEntry(person, own.pair().getPrivate(), PASSWORD, chain);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }

  private static X500Name subject(String person, String role) {
    return new X500Name("C=JP,O=test,OU=%s,CN=%s,SERIALNUMBER=%s".formatted(role, person, person));
  }

  static String person(X509Certificate certificate) {
    return StaffSubject.of(certificate).flatMap(StaffSubject::person).orElseThrow();
  }

  static PublicKey publicKey(SubjectPublicKeyInfo info) {
    try {
      return new JcaPEMKeyConverter().getPublicKey(info);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Certifies a key that somebody brought. */
  String pem(PublicKey brought, String person) {
    try {
      return Pem.certificate(
          sign(
                  subject(person, "auditor"),
                  brought,
                  Clocks.system().instant().plusSeconds(3_600),
                  false)
              .getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(X500Name subject, PublicKey subjectKey, Instant end, boolean ca) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      NAME,
                      BigInteger.valueOf(serials.incrementAndGet()),
                      Date.from(Clocks.system().instant().minusSeconds(3_600)),
                      Date.from(end),
                      subject,
                      subjectKey)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(ca))
                  .addExtension(
                      Extension.subjectAlternativeName,
                      false,
                      new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
                  .build(
                      new JcaContentSignerBuilder("SHA256withECDSA")
                          .build(key.pair().getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
