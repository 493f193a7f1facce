package org.jitsuin.ca.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.card.RegisterCard.Application;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.ResidentSearch;
import org.jitsuin.ca.store.ResidentSearch.Person;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stack")
class RegisterCardTest {
  private final CaFixture ca = CaFixture.started();
  private final StaffMember clerk = ca.clerk();
  private final LocalDate today = JapanTime.date(ca.clock().instant());

  @AfterEach
  void end() {
    ca.close();
  }

  private Outcome<Card> register(RequestId request, Holder holder) {
    return registerAnswered(request, holder).map(Answered::result);
  }

  private Outcome<Answered<Card>> registerAnswered(RequestId request, Holder holder) {
    return ca.registerCard()
        .register(clerk, request, new Application(holder, today, today, CaFixture.CHECK));
  }

  private long cards(Holder holder) {
    return ca.count("SELECT COUNT(*) FROM ca.card WHERE register_id = ?", holder.registerId());
  }

  private long residents(Holder holder) {
    return ca.count("SELECT COUNT(*) FROM ca.resident WHERE register_id = ?", holder.registerId());
  }

  @Test
  void register_newHolder_isKeptWithItsExpiryDateAndAudited() {
    Holder holder = CaFixture.holder();
    Card card = CaFixture.done(register(CaFixture.request(clerk), holder));

    assertThat(card.expiresOn().getMonthValue()).isEqualTo(2);
    assertThat(card.expiresOn().getDayOfMonth()).isEqualTo(17);
    assertThat(cards(holder)).isOne();
    String entry =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select("SELECT body FROM audit.entry WHERE card = ?", card.id())
                    .mapTo(byte[].class)
                    .map(body -> new String(body, StandardCharsets.UTF_8))
                    .one());
    assertThat(entry)
        .contains("\"act\":\"card-registered\"", "\"name\":\"clerk-13221\"")
        .doesNotContain(holder.name().text(), holder.address().text(), holder.registerId());
  }

  /** The entry is bound to the personal data by the hash, which the disclosure opens. */
  @Test
  void register_disclosure_opensTheHashInTheEntry() {
    Holder holder = CaFixture.holder();
    Card card = CaFixture.done(register(CaFixture.request(clerk), holder));
    Commitment disclosed =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        """
                        SELECT d.salt, d.data FROM audit.disclosure d
                        JOIN audit.entry e ON LOCATE(d.hash, e.body) > 0 WHERE e.card = ?
                        """,
                        card.id())
                    .map((row, context) -> Commitment.of(row.getBytes(1), row.getBytes(2)))
                    .one());
    assertThat(disclosed.data()).isEqualTo(Commitment.canonical(holder.disclosed()).bytes());
  }

  @Test
  void register_repeatedRequest_givesTheSameAnswerAndNothingElse() {
    Holder holder = CaFixture.holder();
    RequestId request = CaFixture.request(clerk);
    Answered<Card> first = CaFixture.done(registerAnswered(request, holder));
    assertThat(registerAnswered(request, holder))
        .isEqualTo(new Outcome.Repeated<Answered<Card>>(first.answer()));
    assertThat(cards(holder)).isOne();
  }

  @Test
  void register_sameKeyWithOtherContent_refused() {
    RequestId request = CaFixture.request(clerk);
    CaFixture.done(register(request, CaFixture.holder()));
    Holder other = CaFixture.holder();
    assertThat(register(CaFixture.request(clerk, request.key(), "other"), other))
        .isEqualTo(Outcome.refused(RefusalCode.IDEMPOTENCY_KEY_REUSED));
    assertThat(residents(other)).isZero();
  }

  /** A key belongs to its caller: another one's is another request. */
  @Test
  void register_sameKeyOfAnotherCaller_isAnotherRequest() {
    RequestId request = CaFixture.request(clerk);
    CaFixture.done(register(request, CaFixture.holder()));
    StaffMember supervisor = ca.staff("supervisor-13221");
    RequestId same = new RequestId(supervisor.person(), request.key(), request.content());
    assertThat(
            ca.registerCard()
                .register(
                    supervisor,
                    same,
                    new Application(CaFixture.holder(), today, today, CaFixture.CHECK)))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void register_otherMunicipality_refused() {
    Holder holder = CaFixture.holder("13104", LocalDate.of(1980, 2, 17));
    assertThat(register(CaFixture.request(clerk), holder))
        .isEqualTo(Outcome.refused(RefusalCode.OTHER_MUNICIPALITY));
    assertThat(residents(holder)).isZero();
  }

  @Test
  void register_unknownMunicipality_refused() {
    assertThat(
            register(
                CaFixture.request(clerk), CaFixture.holder("99999", LocalDate.of(1980, 2, 17))))
        .isEqualTo(Outcome.refused(RefusalCode.MUNICIPALITY_UNKNOWN, "99999"));
  }

  @Test
  void register_secondCardOfAResident_refused() {
    Holder holder = CaFixture.holder();
    Card one = CaFixture.done(register(CaFixture.request(clerk), holder));
    assertThat(register(CaFixture.request(clerk), holder))
        .isEqualTo(Outcome.refused(RefusalCode.CARD_EXISTS, one.id()));
    assertThat(residents(holder)).isOne();
    assertThat(cards(holder)).isOne();
  }

  @Test
  void register_knownResidentWithOtherData_refusedAndNothingChanged() {
    Holder holder = CaFixture.holder();
    CaFixture.done(register(CaFixture.request(clerk), holder));
    Holder other =
        new Holder(
            holder.registerId(),
            holder.municipality(),
            RegisterText.plain("鈴木　一郎"),
            holder.address(),
            holder.sex(),
            holder.birthDate());
    RequestId request = CaFixture.request(clerk);
    assertThat(register(request, other)).isEqualTo(Outcome.refused(RefusalCode.HOLDER_DIFFERS));
    assertThat(cards(holder)).isOne();
    // Nothing was kept: the key is free for the corrected request.
    assertThat(register(request, CaFixture.holder())).isInstanceOf(Outcome.Done.class);
  }

  private static Holder living(Holder holder, String name, String address) {
    return new Holder(
        holder.registerId(),
        holder.municipality(),
        RegisterText.plain(name),
        RegisterText.plain(address),
        holder.sex(),
        holder.birthDate());
  }

  @Test
  void register_knownResidentInOtherCodePoints_isTheSame() {
    Holder known = living(CaFixture.holder(), "山田－花子", "東京都清瀬市中里５－８４２");
    Card first = CaFixture.done(register(CaFixture.request(clerk), known));
    Holder sameAgain = living(known, "山田−花子", "東京都清瀬市中里５−８４２");
    assertThat(register(CaFixture.request(clerk), sameAgain))
        .isEqualTo(Outcome.refused(RefusalCode.CARD_EXISTS, first.id()));
    Holder other = living(known, "山田−花子", "東京都清瀬市中里５−８４３");
    assertThat(register(CaFixture.request(clerk), other))
        .isEqualTo(Outcome.refused(RefusalCode.HOLDER_DIFFERS));
  }

  /** A resident of another town is not told to be known with other data. */
  @Test
  void register_residentKnownElsewhere_refusedAsOfAnotherMunicipality() {
    Holder holder = CaFixture.holder("13104", LocalDate.of(1980, 2, 17));
    CaFixture.done(ca.register(ca.staff("clerk-13104"), holder));
    Holder claimed =
        new Holder(
            holder.registerId(),
            "13221",
            holder.name(),
            holder.address(),
            holder.sex(),
            holder.birthDate());
    assertThat(register(CaFixture.request(clerk), claimed))
        .isEqualTo(Outcome.refused(RefusalCode.OTHER_MUNICIPALITY));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1", // issued tomorrow
    "0, 1, 0", // applied for after the issue
    "1, 0, 0" // born after the issue
  })
  void register_datesOutOfOrder_refused(int born, int received, int issued) {
    Holder holder = CaFixture.holder("13221", today.plusDays(born));
    Outcome<Answered<Card>> outcome =
        ca.registerCard()
            .register(
                clerk,
                CaFixture.request(clerk),
                new Application(
                    holder, today.plusDays(issued), today.plusDays(received), CaFixture.CHECK));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID));
  }

  private Outcome<Card> registerWard(Holder holder, LocalDate issuedOn) {
    return ca.registerCard()
        .register(
            clerk,
            CaFixture.request(clerk),
            new Application(
                holder, Optional.empty(), true, issuedOn, issuedOn, false, CaFixture.CHECK))
        .map(Answered::result);
  }

  /** The next clerk need not know what the first one told, of somebody known long since. */
  @Test
  void register_knownResidentAsAWard_isAWardFromThenOn() {
    Holder holder = CaFixture.holder();
    Card first = CaFixture.done(register(CaFixture.request(clerk), holder));
    CaFixture.done(ca.issue(clerk, first, CaFixture.keys(Authority.SIGNATURE)));
    assertThat(ca.count("SELECT ward FROM ca.resident WHERE register_id = ?", holder.registerId()))
        .isZero();
    ca.clock().set(JapanTime.startOf(first.expiresOn().plusDays(1)));
    Card second = CaFixture.done(registerWard(holder, JapanTime.date(ca.clock().instant())));
    assertThat(ca.count("SELECT ward FROM ca.resident WHERE register_id = ?", holder.registerId()))
        .isOne();
    assertThat(ca.issue(clerk, second, CaFixture.keys(Authority.SIGNATURE)))
        .isEqualTo(Outcome.refused(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE));
  }

  /** A resident of Kiyose-shi whom nobody knows yet. */
  private static Holder newcomer(String name, String address, Sex sex, String born) {
    Holder some = CaFixture.holder();
    return new Holder(
        some.registerId(),
        some.municipality(),
        RegisterText.plain(name),
        RegisterText.plain(address),
        sex,
        BirthDate.parse(born));
  }

  /** As the register has it: kept, searched for, and in the certificate. */
  @ParameterizedTest
  @CsvSource({
    "1947-00-00, UNKNOWN, 319470000, 3",
    "1947-05-00, NOT_APPLICABLE, 319470500, 9",
    "1926-12-00, FEMALE, 019261200, 2"
  })
  void register_partlyUnknownBirthDate_isKeptAndCertified(
      String born, Sex sex, String certified, String digit) throws GeneralSecurityException {
    String name = "番号　" + (digit.equals("9") ? "一郎" : "次郎");
    Holder holder = newcomer(name, "東京都清瀬市", sex, born);
    Card card = CaFixture.done(register(CaFixture.request(clerk), holder));
    assertThat(ca.resident(holder.registerId())).isEqualTo(holder);
    Person person =
        new Person(holder.name().text(), holder.birthDate(), Optional.empty(), Optional.empty());
    assertThat(
            ca.admin()
                .<List<String>, RuntimeException>withHandle(
                    handle -> ResidentSearch.find(handle, person, 100)))
        .contains(holder.registerId());
    FiledCertificate signature =
        CaFixture.done(ca.issue(clerk, card, CaFixture.keys(Authority.SIGNATURE)))
            .certificates()
            .getFirst();
    assertThat(SignedCertificate.parse(signature.der().bytes()).getSubjectAlternativeNames())
        .extracting(entry -> (String) entry.get(3))
        .contains(certified, digit);
    assertThat(JapanTime.date(signature.certificate().notAfter()))
        .isAfterOrEqualTo(today.plusYears(4))
        .isBeforeOrEqualTo(today.plusYears(5));
  }

  /** Nobody knows whether somebody of unknown birth date is of age. */
  @Test
  void register_unknownBirthDate_isForFiveBirthdays() {
    Holder holder = newcomer("番号　花子", "東京都清瀬市", Sex.FEMALE, "0000-00-00");
    Card card = CaFixture.done(register(CaFixture.request(clerk), holder));
    assertThat(card.expiresOn()).isBetween(today.plusYears(4), today.plusYears(4).plusDays(2));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.SIGNATURE)))
        .isEqualTo(Outcome.refused(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE));
    CaFixture.done(ca.issue(clerk, card, CaFixture.keys(Authority.USER_IDENTIFICATION)));
  }

  @Test
  void register_addressInAnotherPrefecture_refused() {
    Holder holder = newcomer("番号　花子", "大阪府大阪市北区", Sex.FEMALE, "1980-02-17");
    assertThat(register(CaFixture.request(clerk), holder))
        .isEqualTo(Outcome.refused(RefusalCode.PREFECTURE_DIFFERS, "13221"));
  }

  /** Such a birth date could not be written into a certificate, nor could anybody have it. */
  @ParameterizedTest
  @CsvSource({"1872-12-31", "1600-10-21", "0001-01-01"})
  void register_bornBeforeTheCalendar_refused(LocalDate birth) {
    assertThat(register(CaFixture.request(clerk), CaFixture.holder("13221", birth)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID));
  }

  @Test
  void register_cardThatHasRunOut_refused() {
    LocalDate issued = today.minusYears(12);
    assertThat(
            ca.registerCard()
                .register(
                    clerk,
                    CaFixture.request(clerk),
                    new Application(CaFixture.holder(), issued, issued, CaFixture.CHECK)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.CARD_EXPIRED));
  }

  @Test
  void register_sameRequestEightTimesAtOnce_isOneCard()
      throws InterruptedException, ExecutionException {
    Holder holder = CaFixture.holder();
    RequestId request = CaFixture.request(clerk);
    List<Outcome<Answered<Card>>> outcomes = AtOnce.run(8, () -> registerAnswered(request, holder));
    List<Bytes> answers = outcomes.stream().flatMap(RegisterCardTest::answers).distinct().toList();
    assertThat(answers).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(cards(holder)).isOne();
  }

  @Test
  void register_cardsOfANewResidentAtOnce_oneIsDone()
      throws InterruptedException, ExecutionException {
    Holder holder = CaFixture.holder();
    assertThat(AtOnce.run(4, () -> register(CaFixture.request(clerk), holder)))
        .filteredOn(Outcome.Done.class::isInstance)
        .hasSize(1);
    assertThat(residents(holder)).isOne();
    assertThat(cards(holder)).isOne();
  }

  private static Stream<Bytes> answers(Outcome<Answered<Card>> outcome) {
    return switch (outcome) {
      case Outcome.Done<Answered<Card>>(Answered<Card> done) -> Stream.of(done.answer());
      case Outcome.Repeated<Answered<Card>>(Bytes answer) -> Stream.of(answer);
      case Outcome.Refused<Answered<Card>> refused -> throw new AssertionError(refused);
    };
  }
}
