package org.jitsuin.card.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.card.state.KeyUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small responder answers, rightly and in each wrong way. */
class OcspInquiryTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final Instant MOVED = Instant.parse("2026-01-20T01:00:00Z");
  private static final URI ADDRESS = URI.create("http://ocsp.example/ocsp");
  private static final X500Name NAME = new X500Name("C=JP,O=Test authority");
  private static final SoftwareKey AUTHORITY_KEY = key();
  private static final SoftwareKey RESPONDER_KEY = key();
  private static final X509Certificate AUTHORITY = certificate(NAME, AUTHORITY_KEY, "CN=none");
  private static final X509Certificate CARD = certificate(new X500Name("CN=card"), key(), "card");
  private static final X509Certificate RESPONDER =
      certificate(new X500Name("CN=OCSP"), RESPONDER_KEY, "ocsp");
  private static final X509Certificate NO_RESPONDER =
      certificate(new X500Name("CN=OCSP"), RESPONDER_KEY, "none");

  private SoftwareKey signingKey = RESPONDER_KEY;
  private X509Certificate signer = RESPONDER;
  private Instant thisUpdate = NOW;
  private boolean repeated;
  private BigInteger other = BigInteger.ZERO;

  private static SoftwareKey key() {
    return SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
  }

  private static X509Certificate certificate(X500Name subject, SoftwareKey key, String kind) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              BigInteger.valueOf(kind.hashCode() & 0xffff),
              Date.from(NOW.minus(Duration.ofDays(30))),
              Date.from(NOW.plus(Duration.ofDays(30))),
              subject,
              key.publicKey());
      if (kind.equals("ocsp")) {
        builder.addExtension(
            Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
      }
      if (kind.equals("card")) {
        builder.addExtension(
            Extension.authorityInfoAccess,
            false,
            new AuthorityInformationAccess(
                AccessDescription.id_ad_ocsp,
                new GeneralName(GeneralName.uniformResourceIdentifier, ADDRESS.toString())));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(AUTHORITY_KEY.pair().getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private OcspAnswer ask(CertificateStatus status) {
    return new OcspInquiry(CARD, AUTHORITY).ask(ADDRESS, (_, _, body) -> answer(body, status), NOW);
  }

  private byte[] answer(byte[] body, CertificateStatus status) {
    try {
      OCSPReq request = new OCSPReq(body);
      CertificateID id = request.getRequestList()[0].getCertID();
      if (other.signum() > 0) {
        id = CertificateID.deriveCertificateID(id, other);
      }
      BasicOCSPRespBuilder builder =
          new BasicOCSPRespBuilder(new RespID(new X500Name("CN=OCSP")))
              .addResponse(
                  id, status, Date.from(thisUpdate), Date.from(thisUpdate.plusSeconds(600)), null);
      Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
      builder.setResponseExtensions(
          new Extensions(
              repeated
                  ? new Extension(
                      OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new byte[] {4, 1, 7})
                  : nonce));
      return new OCSPRespBuilder()
          .build(
              OCSPResp.SUCCESSFUL,
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(signingKey.pair().getPrivate()),
                  new X509CertificateHolder[] {new X509CertificateHolder(signer.getEncoded())},
                  Date.from(NOW)))
          .getEncoded();
    } catch (IOException | OCSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ask_goodCertificate_isGood() {
    assertThat(OcspInquiry.address(CARD)).contains(ADDRESS);
    assertThat(OcspInquiry.address(AUTHORITY)).isEmpty();
    assertThat(ask(CertificateStatus.GOOD)).isEqualTo(new OcspAnswer.Good(NOW));
    assertThat(ask(new UnknownStatus())).isEqualTo(new OcspAnswer.Unknown(NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "3, changed on 2026-01-20: ask your office for a new one",
    "4, newer one",
    "5, ended",
    "6, suspended",
    "1, somebody else",
    "2, the authority's",
    "0, knows why",
  })
  void ask_revoked_saysWhy(int reason, String words) {
    OcspAnswer answer = ask(new RevokedStatus(Date.from(MOVED), reason));

    assertThat(answer).isEqualTo(new OcspAnswer.Revoked(NOW, MOVED, reason));
    assertThat(OcspWords.of(KeyUse.SIGNATURE, answer).en()).contains(words);
    assertThat(OcspWords.of(KeyUse.SIGNATURE, answer).ja()).contains("2026-01-20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"signer", "key", "old", "future", "nonce", "other"})
  void ask_answerThatCannotBeBelieved_isNone(String what) {
    switch (what) {
      case "signer" -> signer = NO_RESPONDER;
      case "key" -> signingKey = key();
      case "old" -> thisUpdate = NOW.minus(Duration.ofHours(2));
      case "future" -> thisUpdate = NOW.plus(Duration.ofHours(2));
      case "nonce" -> repeated = true;
      default -> other = BigInteger.TEN;
    }

    assertThatThrownBy(() -> ask(CertificateStatus.GOOD))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("believed");
  }

  @Test
  void ask_byTheAuthorityItself_isBelieved() {
    signer = AUTHORITY;
    signingKey = AUTHORITY_KEY;

    assertThat(ask(CertificateStatus.GOOD)).isInstanceOf(OcspAnswer.Good.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30030a0106", "ffff"})
  void ask_nonsense_isNoAnswer(String hex) {
    byte[] nonsense = HexFormat.of().parseHex(hex);

    assertThatThrownBy(
            () -> new OcspInquiry(CARD, AUTHORITY).ask(ADDRESS, (_, _, _) -> nonsense, NOW))
        .isInstanceOf(HolderFailure.class);
  }
}
