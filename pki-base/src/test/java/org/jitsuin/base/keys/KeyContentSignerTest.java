package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class KeyContentSignerTest {
  private static final X500Name NAME = new X500Name("CN=Test");
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  @ParameterizedTest
  @EnumSource(value = SignatureScheme.class, mode = Mode.EXCLUDE, names = "RSA_4096_SHA256")
  void build_certificateWithBouncyCastle_isVerifiedByTheJdk(SignatureScheme scheme)
      throws GeneralSecurityException {
    SoftwareKey key = SoftwareKey.generate(scheme);
    X509CertificateHolder built =
        new X509v3CertificateBuilder(
                NAME,
                BigInteger.TEN,
                Date.from(START),
                Date.from(START.plusSeconds(60)),
                NAME,
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .build(new KeyContentSigner(key));

    X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(built);
    certificate.verify(key.publicKey());
    assertThat(certificate.getSigAlgName()).isEqualTo(scheme.jcaName());
    assertThat(built.getSignatureAlgorithm()).isEqualTo(scheme.algorithmIdentifier());
  }

  /** RSA and ML-DSA without random octets, as in memory, sign one message always alike. */
  @ParameterizedTest
  @EnumSource(
      value = SignatureScheme.class,
      names = {"RSA_2048_SHA256", "ML_DSA_65"})
  void getSignature_contentWrittenInPieces_isThatOfTheWhole(SignatureScheme scheme)
      throws IOException, GeneralSecurityException {
    SoftwareKey key = SoftwareKey.generate(scheme);
    byte[] content = new byte[100_000];
    Arrays.fill(content, (byte) 'x');
    KeyContentSigner signer = new KeyContentSigner(key);
    signer.getOutputStream().write(content[0]);
    signer.getOutputStream().write(content, 1, 70_000);
    signer.getOutputStream().write(content, 70_001, content.length - 70_001);
    assertThat(signer.getSignature()).isEqualTo(key.sign(content));
  }
}
