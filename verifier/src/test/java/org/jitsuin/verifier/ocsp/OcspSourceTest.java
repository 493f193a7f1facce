package org.jitsuin.verifier.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jitsuin.samples.OcspDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Stage;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.http.Exchange;
import org.jitsuin.verifier.http.TooLargeException;
import org.jitsuin.verifier.status.Silence;
import org.junit.jupiter.api.Test;

/** Questions by OCSP, and answers that are not to them. */
class OcspSourceTest {
  private static final Instant NOW = Stage.NOW;
  private static final SampleAuthority AUTHORITY = Stage.WORLD.signature();
  private static final X509CertificateHolder CARD = Stage.WORLD.goodCard(AUTHORITY);

  private final List<byte[]> requests = new ArrayList<>();

  /** Makes an answer to a request's nonce. */
  private interface Responder {
    byte[] answer(byte[] nonce);
  }

  private Exchange exchange(Responder responder) {
    return (address, type, content, most) -> {
      requests.add(content);
      assertThat(address).isEqualTo(URI.create(SampleAuthority.BASE + "/ocsp"));
      assertThat(type).isEqualTo("application/ocsp-request");
      return responder.answer(nonce(content));
    };
  }

  private static byte[] nonce(byte[] request) throws IOException {
    Extension extension =
        new OCSPReq(request).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    return ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
  }

  private static OcspDraft good() {
    return new OcspDraft(NOW, NOW.plusSeconds(600))
        .good(AUTHORITY.certificate(), CARD.getSerialNumber());
  }

  private static byte[] signed(OcspDraft draft) {
    return draft.signedBy(Stage.WORLD.responderKey(), Stage.WORLD.responderOf(AUTHORITY));
  }

  private static Verdict verify(OcspSource source) {
    return Verifier.of(Stage.trusted(), source)
        .verify(Stage.java(CARD), CertificateKind.SIGNATURE, NOW);
  }

  private Verdict verify(Responder responder) {
    return verify(OcspSource.named(exchange(responder)));
  }

  private static void assertSilent(Verdict verdict, Silence why) {
    assertThat(verdict).isInstanceOf(Verdict.CannotTell.class);
    assertThat(((Verdict.CannotTell) verdict).why()).isEqualTo(why);
  }

  @Test
  void status_answerWithNonce_validUntilItsEnd() {
    assertThat(verify(nonce -> signed(good().nonce(nonce))))
        .isEqualTo(new Verdict.Valid(CertificateKind.SIGNATURE, NOW, NOW.plusSeconds(600)));
  }

  @Test
  void status_request_isBySha256WithALongNonceAndNothingElse() throws Exception {
    verify(nonce -> signed(good().nonce(nonce)));
    OCSPReq request = new OCSPReq(requests.getFirst());

    assertThat(request.getRequestList()).hasSize(1);
    assertThat(request.getRequestList()[0].getCertID().getHashAlgOID())
        .isEqualTo(NISTObjectIdentifiers.id_sha256);
    assertThat(nonce(requests.getFirst())).hasSize(32);
    assertThat(request.getRequestorName()).isNull();
    assertThat(request.isSigned()).isFalse();
  }

  @Test
  void status_eachQuestion_hasAnotherNonce() throws IOException {
    verify(nonce -> signed(good().nonce(nonce)));
    verify(nonce -> signed(good().nonce(nonce)));

    assertThat(nonce(requests.get(0))).isNotEqualTo(nonce(requests.get(1)));
  }

  @Test
  void status_otherOrNoNonce_replayed() {
    assertSilent(verify(nonce -> signed(good().nonce(new byte[32]))), Silence.REPLAYED);
    assertSilent(verify(nonce -> signed(good())), Silence.REPLAYED);
  }

  @Test
  void status_answerOfBefore_replayed() {
    List<byte[]> answers = new ArrayList<>();
    assertThat(
            verify(
                    nonce -> {
                      answers.add(signed(good().nonce(nonce)));
                      return answers.getFirst();
                    })
                .isValid())
        .isTrue();

    assertSilent(verify(nonce -> answers.getFirst()), Silence.REPLAYED);
  }

  @Test
  void status_withoutNonceWhereItNeedNot_validWithinItsDates() {
    OcspSource lenient =
        OcspSource.named(exchange(nonce -> signed(good()))).with(OcspPolicy.stored());

    assertThat(verify(lenient).isValid()).isTrue();
    assertSilent(
        verify(
            OcspSource.named(exchange(nonce -> signed(good().nonce(new byte[32]))))
                .with(OcspPolicy.stored())),
        Silence.REPLAYED);
  }

  /** RFC 9919 §5, also with the nonce. */
  @Test
  void status_withoutNextUpdate_notCurrent() {
    OcspDraft endless =
        new OcspDraft(NOW, NOW.plusSeconds(600))
            .withoutEnd()
            .good(AUTHORITY.certificate(), CARD.getSerialNumber());

    assertSilent(verify(nonce -> signed(endless.nonce(nonce))), Silence.NOT_CURRENT);
  }

  /** RFC 9919 §3.2.1. */
  @Test
  void status_extensionThatNobodyKnowsAndNeedNot_passedOver() {
    assertThat(
            verify(nonce ->
                    signed(
                        good()
                            .nonce(nonce)
                            .with(
                                new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.3"),
                                false,
                                new byte[] {5, 0})))
                .isValid())
        .isTrue();
  }

  /** RFC 9919 §5: who sent no nonce passes over the one of another. */
  @Test
  void stored_withANonceOfSomebodyElses_valid() {
    StoredOcsp stored =
        new StoredOcsp(OcspPolicy.stored(), List.of(signed(good().nonce(new byte[32]))));

    assertThat(
            Verifier.of(Stage.trusted(), stored)
                .verify(Stage.java(CARD), CertificateKind.SIGNATURE, NOW)
                .isValid())
        .isTrue();
  }

  @Test
  void status_olderThanThePolicy_notCurrent() {
    OcspDraft old =
        new OcspDraft(NOW.minus(Duration.ofHours(25)), NOW.plusSeconds(600))
            .good(AUTHORITY.certificate(), CARD.getSerialNumber());

    assertSilent(verify(nonce -> signed(old.nonce(nonce))), Silence.NOT_CURRENT);
  }

  /** RFC 9919 §3.2.2: responders say by their key who they are, and old ones by their name. */
  @Test
  void status_signerNamedByKeyOrByName_valid() {
    assertThat(verify(nonce -> signed(good().nonce(nonce))).isValid()).isTrue();
    assertThat(verify(nonce -> signed(good().nonce(nonce).byName())).isValid()).isTrue();
  }

  @Test
  void status_signedByTheAuthorityItself_valid() {
    assertThat(
            verify(nonce -> good().nonce(nonce).signedBy(AUTHORITY.key(), AUTHORITY.certificate()))
                .isValid())
        .isTrue();
  }

  @Test
  void status_nobodyThere_unreachableAndTooLarge() {
    assertSilent(
        verify(
            OcspSource.named((address, type, content, most) -> {
              throw new IOException("away");
            })),
        Silence.UNREACHABLE);
    assertSilent(
        verify(
            OcspSource.named((address, type, content, most) -> {
              throw new TooLargeException(most);
            })),
        Silence.TOO_LARGE);
    assertSilent(verify(nonce -> new byte[0]), Silence.MALFORMED);
    assertSilent(verify(nonce -> new byte[1 << 17]), Silence.TOO_LARGE);
  }

  @Test
  void status_certificateNamesNobody_noAddress() {
    X509Certificate nameless =
        Stage.java(
            Stage.WORLD
                .card(AUTHORITY)
                .without(Extension.authorityInfoAccess)
                .signedBy(AUTHORITY.key()));

    assertSilent(
        Verifier.of(Stage.trusted(), OcspSource.named(exchange(nonce -> signed(good()))))
            .verify(nameless, CertificateKind.SIGNATURE, NOW),
        Silence.NO_ADDRESS);
  }

  @Test
  void status_signing_questionIsSignedByTheParty() throws Exception {
    RequestKey key =
        new RequestKey(
            Stage.WORLD.cardKey().pair().getPrivate(), Stage.java(CARD), "SHA256withRSA");

    verify(OcspSource.named(exchange(nonce -> signed(good().nonce(nonce)))).signing(key));

    OCSPReq request = new OCSPReq(requests.getFirst());
    assertThat(request.isSigned()).isTrue();
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .build(Stage.WORLD.cardKey().pair().getPublic())))
        .isTrue();
    assertThat(key.toString()).doesNotContain("Private");
  }

  @Test
  void at_noHttp_refused() {
    assertThatThrownBy(() -> OcspSource.at(URI.create("ldap://x/"), exchange(nonce -> nonce)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
