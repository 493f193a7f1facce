package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("stack")
class IssueCertificatesTest {
  private final CaFixture ca = CaFixture.started();
  private final StaffMember clerk = ca.clerk();

  @AfterEach
  void end() {
    ca.close();
  }

  private long rows(String table, CardCertificate certificate) {
    return ca.count(
        "SELECT COUNT(*) FROM %s WHERE issuer_no = ? AND serial = ?".formatted(table),
        certificate.issuerNumber(),
        certificate.serial().octets());
  }

  private long intents(Card card, String state) {
    return ca.count(
        "SELECT COUNT(*) FROM ca.signing_intent WHERE card_id = ? AND state = ?", card.id(), state);
  }

  private long live(Card card) {
    return ca.count("SELECT COUNT(*) FROM ca.certificate WHERE live_card_id = ?", card.id());
  }

  private void assertUntouched(Card card) {
    assertThat(live(card)).isZero();
    assertThat(intents(card, "pending") + intents(card, "completed")).isZero();
  }

  @Test
  void issue_both_areInEveryTable() {
    Card card = ca.card();
    List<CardCertificate> certificates = ca.issueBoth(card);
    assertThat(certificates)
        .extracting(certificate -> certificate.issuer().authority())
        .containsExactlyInAnyOrder(Authority.values());
    for (CardCertificate certificate : certificates) {
      assertThat(rows("ca.certificate", certificate)).isOne();
      assertThat(rows("status.certificate", certificate)).isOne();
      assertThat(rows("status.feed", certificate)).isOne();
      assertThat(rows("status.revocation", certificate)).isZero();
      assertThat(rows("ca.signing_intent", certificate)).isOne();
    }
    assertThat(intents(card, "completed")).isEqualTo(2);
    assertThat(intents(card, "pending") + intents(card, "abandoned")).isZero();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'certificates-issued' AND card = ?",
                card.id()))
        .isOne();
  }

  /** The intent binds what was signed, to the byte, and tells nothing of whom. */
  @Test
  void issue_intent_holdsTheHashOfWhatWasSigned() throws CertificateException {
    for (FiledCertificate filed : ca.filedBoth(ca.card())) {
      CardCertificate certificate = filed.certificate();
      byte[] recorded =
          ca.admin()
              .withHandle(handle ->
                  handle
                      .select(
                          "SELECT tbs FROM ca.signing_intent WHERE issuer_no = ? AND serial = ?",
                          certificate.issuerNumber(),
                          certificate.serial().octets())
                      .mapTo(byte[].class)
                      .one());
      byte[] signed = SignedCertificate.parse(filed.der().bytes()).getTBSCertificate();
      assertThat(Fingerprint.ofDigest(recorded)).isEqualTo(Fingerprint.of(signed));
    }
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void issue_oneKind_isThatOneAndTheOtherMayFollow(Authority kind) {
    Card card = ca.card();
    CardCertificate first =
        CaFixture.done(ca.issue(clerk, card, CaFixture.keys(kind)))
            .certificates()
            .getFirst()
            .certificate();
    assertThat(first.issuer().authority()).isEqualTo(kind);
    assertThat(live(card)).isOne();
    Authority other =
        kind == Authority.SIGNATURE ? Authority.USER_IDENTIFICATION : Authority.SIGNATURE;
    assertThat(ca.issue(clerk, card, CaFixture.keys(other))).isInstanceOf(Outcome.Done.class);
    assertThat(live(card)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Authority.class)
  void issue_kindThatTheCardHas_refused(Authority kind) {
    Card card = ca.card();
    CaFixture.done(ca.issue(clerk, card, CaFixture.keys(kind)));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.values())))
        .isEqualTo(Outcome.refused(RefusalCode.CERTIFICATE_EXISTS, kind.id()));
    assertThat(live(card)).isOne();
  }

  @Test
  void issue_repeatedRequest_givesTheSameAnswerAndNothingElse() {
    Card card = ca.card();
    RequestId request = CaFixture.request(clerk);
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    Answered<Issued> first = CaFixture.done(ca.issueAnswered(clerk, request, card, keys));
    assertThat(ca.issueAnswered(clerk, request, card, keys))
        .isEqualTo(new Outcome.Repeated<Answered<Issued>>(first.answer()));
    assertThat(intents(card, "completed")).isEqualTo(2);
  }

  /** What is kept of an answer has no certificates, and what is answered again has them. */
  @Test
  void issue_repeatedRequestWithCertificatesInItsAnswer_givesTheSameToTheOctet() {
    Card card = ca.card();
    RequestId request = CaFixture.request(clerk);
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    Answered<Issued> first = CaFixture.done(ca.issueAnswered(clerk, request, card, keys));
    for (FiledCertificate filed : first.result().certificates()) {
      assertThat(new String(first.answer().bytes(), StandardCharsets.UTF_8))
          .contains(Pem.certificate(filed.der().bytes()).replace("\n", "\\n"));
    }
    assertThat(ca.issueAnswered(clerk, request, card, keys))
        .isEqualTo(new Outcome.Repeated<Answered<Issued>>(first.answer()));
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.idempotency WHERE request_key = ? AND LENGTH(body) < 800",
                request.key()))
        .isOne();
  }

  @Test
  void issue_sameKeyWithOtherContent_refused() {
    Card card = ca.card();
    RequestId request = CaFixture.request(clerk);
    CaFixture.done(ca.issue(clerk, request, card, CaFixture.keys(Authority.SIGNATURE)));
    assertThat(
            ca.issue(
                clerk,
                CaFixture.request(clerk, request.key(), "other"),
                card,
                CaFixture.keys(Authority.USER_IDENTIFICATION)))
        .isEqualTo(Outcome.refused(RefusalCode.IDEMPOTENCY_KEY_REUSED));
  }

  @Test
  void issue_oneKeyForBoth_refused() {
    Card card = ca.card();
    CardKey key = CardKey.p384();
    Map<Authority, String> keys = new EnumMap<>(Authority.class);
    // Two requests of one key differ in their bytes.
    Set.of(Authority.values()).forEach(kind -> keys.put(kind, key.pem()));
    assertThat(ca.issue(clerk, card, keys))
        .isEqualTo(Outcome.refused(RefusalCode.KEY_REUSED, "user-identification"));
    assertUntouched(card);
  }

  @Test
  void issue_keyOfAnotherCard_refused() {
    CardKey key = CardKey.p384();
    CaFixture.done(ca.issue(clerk, ca.card(), Map.of(Authority.SIGNATURE, key.pem())));
    Card card = ca.card();
    for (Authority kind : Authority.values()) {
      assertThat(ca.issue(clerk, card, Map.of(kind, key.pem())))
          .isEqualTo(Outcome.refused(RefusalCode.KEY_REUSED, kind.id()));
    }
    assertUntouched(card);
  }

  /** One bad request of two: both or none. */
  @Test
  void issue_oneOfTwoRequestsBad_refusedForBoth() {
    Card card = ca.card();
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    keys.put(Authority.USER_IDENTIFICATION, "garbage");
    assertThat(ca.issue(clerk, card, keys))
        .isEqualTo(
            Outcome.refused(RefusalCode.KEY_REQUEST_INVALID, "user-identification is not PKCS#10"));
    assertUntouched(card);
  }

  @Test
  void issue_clerkOfAnotherMunicipality_refused() {
    Card card = ca.card();
    assertThat(ca.issue(ca.staff("clerk-13104"), card, CaFixture.keys(Authority.values())))
        .isEqualTo(Outcome.refused(RefusalCode.OTHER_MUNICIPALITY));
    assertUntouched(card);
  }

  @Test
  void issue_unknownCard_refused() {
    assertThat(
            ca.issueCertificates()
                .issue(
                    clerk,
                    CaFixture.request(clerk),
                    IssueRequest.first(
                        "no such card", CaFixture.keys(Authority.SIGNATURE), CaFixture.CHECK)))
        .isEqualTo(Outcome.refused(RefusalCode.CARD_UNKNOWN));
  }

  @Test
  void issue_expiredCard_refused() {
    Card card = ca.card();
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.card SET expires_on = ? WHERE card_id = ?",
                card.issuedOn().minusDays(1),
                card.id()));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.values())))
        .isEqualTo(
            Outcome.refused(RefusalCode.CARD_EXPIRED, card.issuedOn().minusDays(1).toString()));
    assertUntouched(card);
  }

  @Test
  void issue_childUnder15_getsTheUserIdentificationCertificateOnly() {
    LocalDate birth = JapanTime.date(ca.clock().instant()).minusYears(6);
    Card card = CaFixture.done(ca.register(clerk, CaFixture.holder("13221", birth)));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.values())))
        .isEqualTo(Outcome.refused(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.USER_IDENTIFICATION)))
        .isInstanceOf(Outcome.Done.class);
  }

  /** The authority of ten years cannot issue what outlives it. */
  @Test
  void issue_pastTheAuthority_refused() {
    // The card lasts for ten years to the day, the authority until the day before.
    LocalDate birthday = JapanTime.date(ca.clock().instant()).minusYears(30);
    Card card = CaFixture.done(ca.register(clerk, CaFixture.holder("13221", birthday)));
    ca.clock().advance(Duration.ofDays(8 * 365));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.values())))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code())
                    .isEqualTo(RefusalCode.AUTHORITY_ENDS_TOO_EARLY));
    assertUntouched(card);
  }

  /** Those that ran out make room: the card has one of a kind again, and the old one is kept. */
  @Test
  void issue_afterExpiry_replacesTheExpired() {
    Card card = ca.card();
    List<CardCertificate> old = ca.issueBoth(card);
    ca.clock().set(old.getFirst().notAfter().plusMillis(999));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.SIGNATURE)))
        .isEqualTo(Outcome.refused(RefusalCode.CERTIFICATE_EXISTS, "signature"));
    ca.clock().set(old.getFirst().notAfter().plusSeconds(1));
    List<CardCertificate> fresh = ca.issueBoth(card);
    assertThat(live(card)).isEqualTo(2);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isEqualTo(4);
    assertThat(fresh)
        .allSatisfy(one -> assertThat(one.notBefore()).isAfter(old.getFirst().notAfter()));
  }
}
