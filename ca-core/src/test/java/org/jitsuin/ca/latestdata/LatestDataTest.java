package org.jitsuin.ca.latestdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.consent.HolderSignature;
import org.jitsuin.ca.consent.QuestionText;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.RelyingParty;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ConsentFixture;
import org.jitsuin.ca.testing.ConsentFixture.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consents from the signature to the last answer. */
@Tag("stack")
class LatestDataTest {
  private final CaFixture ca = CaFixture.started();
  private final ConsentFixture fixture = new ConsentFixture(ca);
  private final StaffMember party = fixture.party();

  @AfterEach
  void close() {
    ca.close();
  }

  private Outcome<LatestData.Told> tell(StaffMember caller, Consent consent) {
    return fixture.useCases().latestData().tell(caller, consent.id());
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private static String detail(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().detail();
  }

  private long entries(String kind, Consent consent) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?",
        kind,
        "%\"consent\":\"" + consent.id() + "\"%");
  }

  @Test
  void tell_byAConsent_isWhatWasConsentedToAndNothingElse() {
    Person person = fixture.person();
    Consent consent =
        fixture.given(person, party, ConsentAttribute.NAME, ConsentAttribute.BIRTH_DATE);
    LatestData.Told told = done(tell(party, consent));
    assertThat(told.data())
        .isEqualTo(Map.of("name", "番号　花子", "nameSubstitutes", "00000", "birthDate", "1980-02-17"));
    assertThat(told.toString()).doesNotContain("花子");
    assertThat(ToldView.of(told).toString()).doesNotContain("花子");
    ToldView view = ToldView.of(told);
    assertThat(view.address()).isNull();
    assertThat(view.sex()).isNull();
    assertThat(entries("consent-recorded", consent)).isOne();
    assertThat(entries("consent-answered", consent)).isOne();
  }

  /** The party can show what it was told; the authority keeps no copy of it. */
  @Test
  void tell_leavesACommitmentThatThePartyAloneCanOpen() {
    Consent consent = fixture.given(fixture.person(), party, ConsentAttribute.ADDRESS);
    Commitment commitment = done(tell(party, consent)).commitment();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'consent-answered' AND body LIKE ?",
                "%\"told\":\"" + commitment.hash() + "\"%"))
        .isOne();
    assertThat(ca.count("SELECT COUNT(*) FROM audit.disclosure WHERE hash = ?", commitment.hash()))
        .isZero();
    assertThat(Commitment.of(commitment.salt(), commitment.data()).hash())
        .isEqualTo(commitment.hash());
  }

  @Test
  void tell_afterAMove_isRefusedUntilANewCertificate_andThenTheNewAddress() {
    Person person = fixture.person();
    Consent consent = fixture.given(person, party, ConsentAttribute.ADDRESS);
    String before = done(tell(party, consent)).data().get("address");
    done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), person.card().registerId())));
    assertThat(code(tell(party, consent))).isEqualTo(RefusalCode.CONSENT_WITHOUT_CERTIFICATE);
    Person _ = fixture.issued(person.card(), Authority.SIGNATURE);
    assertThat(done(tell(party, consent)).data().get("address"))
        .isEqualTo("東京都清瀬市松山一丁目２番３号")
        .isNotEqualTo(before);
    assertThat(entries("consent-answered", consent)).isEqualTo(2);
  }

  @Test
  void tell_whileTheCardIsSuspended_isRefused() {
    Person person = fixture.person();
    Consent consent = fixture.given(person, party, ConsentAttribute.SEX);
    StaffMember clerk = ca.clerk();
    Command suspend = new Command.Suspend(person.card().id(), clerk.person());
    done(ca.perform(clerk, person.card(), suspend));
    assertThat(code(tell(party, consent))).isEqualTo(RefusalCode.CONSENT_WITHOUT_CERTIFICATE);
    assertThat(code(fixture.withdraw(party, person.signature(), consent.id())))
        .isEqualTo(RefusalCode.CONSENT_SIGNER_NOT_GOOD);
  }

  @Test
  void record_byOthersThanItShould_isRefused() {
    Person person = fixture.person();
    ConsentText text = fixture.text(party, ConsentAttribute.NAME);
    Bytes identified = person.identification().over(text.octets());
    assertThat(detail(fixture.record(party, identified)))
        .isEqualTo("a user-identification certificate does not sign such a text");
    HolderSignature forged =
        new HolderSignature(person.identification().key(), person.signature().certificate());
    assertThat(detail(fixture.record(party, forged.over(text.octets()))))
        .contains("not by a certificate of a card");
    Bytes signed = person.signature().over(text.octets());
    assertThat(code(fixture.record(fixture.party(), signed)))
        .isEqualTo(RefusalCode.CONSENT_OTHER_PARTY);
    StaffMember stranger = ConsentFixture.stranger();
    assertThat(fixture.record(stranger, signed))
        .isEqualTo(Outcome.refused(RefusalCode.RELYING_PARTY_NOT_REGISTERED, "signature"));
    assertThat(code(fixture.record(party, person.signature().over(new byte[] {1, 2}))))
        .isEqualTo(RefusalCode.CONSENT_TEXT_INVALID);
    fixture.revoke(person, RevocationCause.KEY_COMPROMISE);
    assertThat(code(fixture.record(party, signed))).isEqualTo(RefusalCode.CONSENT_SIGNER_NOT_GOOD);
    assertThat(traces(text.id())).as("what refusals leave behind").isZero();
  }

  /** In the table and the log, and uses that were counted. */
  private long traces(String consent) {
    return ca.count("SELECT COUNT(*) FROM ca.consent WHERE consent_id = ?", consent)
        + ca.count("SELECT COUNT(*) FROM audit.entry WHERE body LIKE ?", "%" + consent + "%")
        + ca.count("SELECT COUNT(*) FROM ca.consent_count WHERE party = ?", party.person());
  }

  @Test
  void record_textThatIsOldOrOverOrHasAMyNumber_isRefused() {
    Person person = fixture.person();
    ConsentText text = fixture.text(party, ConsentAttribute.NAME);
    LocalDate today = LocalDate.ofInstant(text.given(), JapanTime.ZONE);
    ConsentText over =
        new ConsentText(
            text.id(), text.party(), "x", text.attributes(), text.given(), today.minusDays(1));
    ConsentText ahead =
        new ConsentText(
            text.id(),
            text.party(),
            "x",
            text.attributes(),
            text.given().plusSeconds(400),
            today.plusDays(9));
    ConsentText numbered =
        new ConsentText(
            text.id(), text.party(), "123456789018", text.attributes(), text.given(), today);
    assertThat(code(record(person, over))).isEqualTo(RefusalCode.CONSENT_ENDED);
    assertThat(code(record(person, ahead))).isEqualTo(RefusalCode.CONSENT_TEXT_NOT_FRESH);
    assertThat(code(record(person, numbered))).isEqualTo(RefusalCode.MY_NUMBER_NOT_ACCEPTED);
    ca.clock().advance(Duration.ofDays(7).plusSeconds(1));
    assertThat(code(record(person, text))).isEqualTo(RefusalCode.CONSENT_TEXT_NOT_FRESH);
  }

  private Outcome<?> record(Person person, ConsentText text) {
    return fixture.record(party, person.signature().over(text.octets()));
  }

  /** A party that keeps what was signed gets nothing by sending it again. */
  @Test
  void record_again_isAnsweredAgainOrRefused_alsoAfterTheWithdrawal() {
    Person person = fixture.person();
    Bytes signed = person.signature().over(fixture.text(party, ConsentAttribute.NAME).octets());
    RequestId request = CaFixture.request(party);
    Consents consents = fixture.useCases().consents();
    Consent consent = done(consents.record(party, request, signed)).result();
    assertThat(consents.record(party, request, signed)).isInstanceOf(Outcome.Repeated.class);
    assertThat(code(fixture.record(party, signed))).isEqualTo(RefusalCode.CONSENT_EXISTS);
    done(fixture.withdraw(party, person.signature(), consent.id()));
    assertThat(code(fixture.record(party, signed))).isEqualTo(RefusalCode.CONSENT_EXISTS);
    assertThat(code(tell(party, consent))).isEqualTo(RefusalCode.CONSENT_WITHDRAWN);
    assertThat(entries("consent-recorded", consent)).isOne();
  }

  @Test
  void check_recordsNothingAndCountsNothing() {
    Person person = fixture.person();
    ConsentText text = fixture.text(party, ConsentAttribute.NAME);
    Consents consents = fixture.useCases().consents();
    Bytes signed = person.signature().over(text.octets());
    assertThat(done(consents.check(party, signed)).id()).isEqualTo(text.id());
    assertThat(ca.count("SELECT COUNT(*) FROM ca.consent WHERE consent_id = ?", text.id()))
        .isZero();
    assertThat(ca.count("SELECT COUNT(*) FROM ca.consent_count WHERE party = ?", party.person()))
        .isZero();
    done(fixture.record(party, signed));
    assertThat(code(consents.check(party, signed))).isEqualTo(RefusalCode.CONSENT_EXISTS);
  }

  /** Who moved has no signature certificate; who has another's card withdraws nothing. */
  @Test
  void withdraw_byEitherCertificateOfTheHolder_isAtOnceAndForGood() {
    Person person = fixture.person();
    Person other = fixture.person();
    StaffMember portal = fixture.party();
    Consent consent = fixture.given(person, party, ConsentAttribute.NAME);
    done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), person.card().registerId())));
    assertThat(code(fixture.withdraw(portal, other.signature(), consent.id())))
        .isEqualTo(RefusalCode.CONSENT_UNKNOWN);
    Outcome<?> foreign =
        fixture
            .useCases()
            .withdraw()
            .bySignature(
                portal,
                CaFixture.request(portal),
                consent.id(),
                fixture.withdrawal(person.identification(), UUID.randomUUID().toString()));
    assertThat(code(foreign)).isEqualTo(RefusalCode.CONSENT_UNKNOWN);
    done(fixture.withdraw(portal, person.identification(), consent.id()));
    assertThat(code(fixture.withdraw(portal, person.identification(), consent.id())))
        .isEqualTo(RefusalCode.CONSENT_WITHDRAWN);
    Person _ = fixture.issued(person.card(), Authority.SIGNATURE);
    assertThat(code(tell(party, consent))).isEqualTo(RefusalCode.CONSENT_WITHDRAWN);
    assertThat(entries("consent-withdrawn", consent)).isOne();
  }

  @Test
  void withdraw_atTheOffice_needsNoCard() {
    Person person = fixture.person();
    Consent consent = fixture.given(person, party, ConsentAttribute.NAME);
    StaffMember clerk = ca.clerk();
    IdentityCheck weak =
        new IdentityCheck(
            Set.of(IdentityCheck.Person.HOLDER),
            Set.of(IdentityCheck.Document.INSURANCE_CERTIFICATE));
    assertThat(code(atOffice(clerk, person.card(), consent, weak)))
        .isEqualTo(RefusalCode.IDENTITY_CHECK_INSUFFICIENT);
    assertThat(code(atOffice(clerk, ca.card(), consent, CaFixture.CHECK)))
        .isEqualTo(RefusalCode.CONSENT_UNKNOWN);
    assertThat(code(atOffice(ca.staff("clerk-13104"), person.card(), consent, CaFixture.CHECK)))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    done(atOffice(clerk, person.card(), consent, CaFixture.CHECK));
    assertThat(code(tell(party, consent))).isEqualTo(RefusalCode.CONSENT_WITHDRAWN);
  }

  private Outcome<?> atOffice(StaffMember clerk, Card card, Consent consent, IdentityCheck check) {
    return fixture
        .useCases()
        .withdraw()
        .atOffice(clerk, CaFixture.request(clerk), card.id(), consent.id(), check);
  }

  /** Whoever asks with the number of the last one misses none and is told none twice. */
  @Test
  void withdrawals_askedTimeAndAgain_areEachToldOnceToTheirParty() {
    Person person = fixture.person();
    Consents consents = fixture.useCases().consents();
    long after = 0;
    List<String> told = new ArrayList<>();
    List<String> withdrawn = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Consent consent = fixture.given(person, party, ConsentAttribute.SEX);
      Consent elsewhere = fixture.given(person, fixture.party(), ConsentAttribute.SEX);
      done(fixture.withdraw(party, person.signature(), consent.id()));
      done(fixture.withdraw(party, person.signature(), elsewhere.id()));
      withdrawn.add(consent.id());
      if (i % 2 == 1) {
        List<Consent> page = done(consents.withdrawals(party, after, 100));
        page.forEach(one -> told.add(one.id()));
        after = ConsentView.WithdrawalsView.of(page, after).next();
      }
    }
    assertThat(told).isEqualTo(withdrawn);
    assertThat(done(consents.withdrawals(party, after, 100))).isEmpty();
    assertThat(done(consents.withdrawals(party, 0, 3))).hasSize(3);
    assertThat(code(consents.withdrawals(ConsentFixture.stranger(), 0, 3)))
        .isEqualTo(RefusalCode.RELYING_PARTY_NOT_REGISTERED);
  }

  @Test
  void tell_toAnotherOrEndedParty_orAfterTheLastDay_isRefused() {
    Consent consent = fixture.given(fixture.person(), party, ConsentAttribute.NAME);
    assertThat(code(tell(fixture.party(), consent))).isEqualTo(RefusalCode.CONSENT_UNKNOWN);
    assertThat(code(fixture.useCases().consents().read(fixture.party(), consent.id())))
        .isEqualTo(RefusalCode.CONSENT_UNKNOWN);
    // What nothing can be called cannot be compared with what is.
    assertThat(code(fixture.useCases().latestData().tell(party, "山")))
        .isEqualTo(RefusalCode.CONSENT_UNKNOWN);
    ca.clock().advance(Duration.ofDays(367));
    assertThat(code(tell(party, consent))).isEqualTo(RefusalCode.CONSENT_ENDED);
    ca.transactions()
        .use(handle -> {
          RelyingParty row = RelyingPartyTable.find(handle, party.person()).orElseThrow();
          RelyingPartyTable.update(
              handle, new RelyingParty(row.number(), row.name(), row.authorities(), false));
        });
    assertThat(code(tell(party, consent))).isEqualTo(RefusalCode.RELYING_PARTY_NOT_REGISTERED);
  }

  @Test
  void use_oftenerThanADayAllows_isRefusedUntilTheNextInJapan_butWithdrawals() {
    Person person = fixture.person();
    Consent consent = fixture.given(person, party, ConsentAttribute.NAME);
    LatestData two = new LatestData(ca.transactions(), 2, ca.clock(), ca.auditLog());
    done(two.tell(party, consent.id()));
    assertThat(two.tell(party, consent.id()))
        .isEqualTo(Outcome.refused(RefusalCode.CONSENT_REQUESTS_USED, "2"));
    Consents none = new Consents(ca.transactions(), 2, ca.clock(), ca.auditLog());
    Bytes signed = person.signature().over(fixture.text(party, ConsentAttribute.SEX).octets());
    assertThat(code(none.record(party, CaFixture.request(party), signed)))
        .isEqualTo(RefusalCode.CONSENT_REQUESTS_USED);
    ca.clock().advance(Duration.ofDays(1));
    done(two.tell(party, consent.id()));
    done(two.tell(party, consent.id()));
    done(fixture.withdraw(party, person.signature(), consent.id()));
  }

  @Test
  void ofHolder_asksWhoReadWhat_isShownToTheBearerThatTheHolderNamed() {
    Person person = fixture.person();
    Consent consent = fixture.given(person, party, ConsentAttribute.NAME);
    Consent old = fixture.given(person, party, ConsentAttribute.SEX);
    done(tell(party, consent));
    ca.clock().advance(Duration.ofMinutes(1));
    done(tell(party, consent));
    done(fixture.withdraw(party, person.signature(), old.id()));
    StaffMember portal = fixture.party();
    HolderConsents shown = fixture.useCases().ofHolder();
    Bytes question =
        person.identification().over(new QuestionText(portal.person(), fixture.second()).octets());
    assertThat(code(shown.toBearer(party, question))).isEqualTo(RefusalCode.CONSENT_OTHER_PARTY);
    List<HolderConsents.Shown> all = done(shown.toBearer(portal, question));
    assertThat(all)
        .extracting(one -> one.consent().id())
        .containsExactlyInAnyOrder(consent.id(), old.id());
    assertThat(all)
        .filteredOn(one -> one.consent().id().equals(consent.id()))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.answers().count()).isEqualTo(2);
          assertThat(one.answers().newest()).isSortedAccordingTo((a, b) -> b.compareTo(a));
        });
    assertThat(done(shown.ofCard(ca.clerk(), person.card().id()))).isEqualTo(all);
    assertThat(code(shown.ofCard(ca.staff("clerk-13104"), person.card().id())))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    ca.clock().advance(Duration.ofMinutes(11));
    assertThat(code(shown.toBearer(portal, question)))
        .isEqualTo(RefusalCode.CONSENT_TEXT_NOT_FRESH);
    Holder holder = ca.resident(person.card().registerId());
    assertThat(ShownView.of(all, fixture.second()).toString())
        .doesNotContain(holder.name().text(), consent.purpose());
  }
}
