package org.jitsuin.card.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.samples.OcspDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.http.Exchange;
import org.junit.jupiter.api.Test;

/** What a holder is told of the own certificate. */
class StatusInquiryTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  private static final SampleWorld WORLD = new SampleWorld(NOW);
  private static final SampleAuthority AUTHORITY = WORLD.signature();
  private static final X509CertificateHolder HOLDER = WORLD.goodCard(AUTHORITY);
  private static final X509Certificate CARD = java(HOLDER);
  private static final URI ADDRESS = URI.create(SampleAuthority.BASE + "/ocsp");

  private static X509Certificate java(X509CertificateHolder holder) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StatusInquiry inquiry(Exchange exchange) {
    return new StatusInquiry(KeyUse.SIGNATURE, java(AUTHORITY.certificate()), ADDRESS, exchange);
  }

  /** Answers by what is drafted, and echoes the nonce. */
  private static Exchange answering(OcspDraft draft) {
    return (address, type, content, most) -> {
      byte[] nonce =
          ASN1OctetString.getInstance(
                  new OCSPReq(content)
                      .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                      .getParsedValue())
              .getOctets();
      return draft.nonce(nonce).signedBy(WORLD.responderKey(), WORLD.responderOf(AUTHORITY));
    };
  }

  private static OcspDraft draft() {
    return new OcspDraft(NOW, NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void address_certificate_saysWhoIsAsked() {
    assertThat(StatusInquiry.address(CARD)).contains(ADDRESS);
    assertThat(StatusInquiry.address(java(AUTHORITY.certificate()))).isEmpty();
  }

  @Test
  void ask_goodAndRevoked_saysWhatIsSo() {
    Verdict good =
        inquiry(answering(draft().good(AUTHORITY.certificate(), HOLDER.getSerialNumber())))
            .ask(CARD, NOW);
    Verdict moved =
        inquiry(
                answering(
                    draft().revoked(AUTHORITY.certificate(), HOLDER.getSerialNumber(), NOW, 3)))
            .ask(CARD, NOW);

    assertThat(good.isValid()).isTrue();
    assertThat(StatusInquiry.words(good)).isEqualTo(new Words("有効です。", "It is good."));
    assertThat(moved.isValid()).isFalse();
    assertThat(StatusInquiry.words(moved).en()).contains("changed on 2026-06-15", "your office");
    assertThat(StatusInquiry.words(moved).ja()).contains("2026-06-15", "窓口");
  }

  @Test
  void ask_answerThatCannotBeBelieved_isAFailure() {
    Exchange stale =
        (address, type, content, most) ->
            draft()
                .good(AUTHORITY.certificate(), HOLDER.getSerialNumber())
                .signedBy(WORLD.responderKey(), WORLD.responderOf(AUTHORITY));

    assertThatThrownBy(() -> inquiry(stale).ask(CARD, NOW))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("cannot be told");
  }

  @Test
  void ask_certificateOfAnotherAuthority_isNotGood() {
    X509Certificate other = java(WORLD.card(AUTHORITY).signedBy(WORLD.impostor().key()));

    assertThat(inquiry(answering(draft())).ask(other, NOW).code()).isEqualTo("not-ours");
  }

  @Test
  void inquiry_authorityThatIsNone_isRefused() {
    assertThatThrownBy(() -> new StatusInquiry(KeyUse.SIGNATURE, CARD, ADDRESS, answering(draft())))
        .isInstanceOf(HolderFailure.class);
  }
}
