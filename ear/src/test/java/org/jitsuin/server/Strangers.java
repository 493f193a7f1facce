package org.jitsuin.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.profile.StaffSubject;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.PropertiesFile;

/** Client certificates that look like those of staff and are not. */
final class Strangers {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;

  private Strangers() {}

  /** From an authority of the same name with another key. */
  static KeyStore foreign(Installation installation, String name, String role) {
    return credential(installation, SoftwareKey.generate(SCHEME), name, role);
  }

  /** From the internal authority itself, but unknown to the application. */
  static KeyStore unregistered(Installation installation, String name, String role) {
    Map<String, String> properties = PropertiesFile.read(installation.serverProperties());
    Settings settings = new Settings(key -> Optional.ofNullable(properties.get(key)));
    try (SigningPool token = SigningPool.configured(settings, "ca", Clocks.system())) {
      return credential(installation, token.key("staff-g1", SCHEME), name, role);
    }
  }

  private static KeyStore credential(
      Installation installation, SigningKey authority, String name, String role) {
    SoftwareKey key = SoftwareKey.generate(SCHEME);
    Instant now = Clocks.system().instant();
    Validity validity = new Validity(now.minusSeconds(60), now.plus(Duration.ofDays(1)));
    X509Certificate certificate =
        SignedCertificate.sign(
            StaffProfile.member(
                    new StaffProfile.Signer(SCHEME, keyIdentifier(installation)),
                    SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()),
                    new SerialSource(new SecureRandom()).next(now),
                    validity,
                    new StaffSubject(name, role, Optional.empty(), Optional.of(name)))
                .toBeSigned(),
            authority);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          name,
          key.pair().getPrivate(),
          "changeit".toCharArray(),
          new X509Certificate[] {certificate});
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes keyIdentifier(Installation installation) {
    try (InputStream pem = Files.newInputStream(installation.ca().resolve("staff.pem"))) {
      X509Certificate authority =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      return Bytes.of(SignedCertificate.subjectKeyIdentifier(authority));
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
