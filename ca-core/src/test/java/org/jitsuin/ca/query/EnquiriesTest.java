package org.jitsuin.ca.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.card.RegisterCard.Application;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Request;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.Lineage;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.query.ExpiryNotices.Notice;
import org.jitsuin.ca.query.ExpiryNotices.Position;
import org.jitsuin.ca.query.FindCertificates.Owner;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.CardSearch;
import org.jitsuin.ca.store.CardSearch.SuspensionKey;
import org.jitsuin.ca.store.CertificateSearch.Criteria;
import org.jitsuin.ca.store.CertificateSearch.Found;
import org.jitsuin.ca.store.RelyingParty;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.ResidentSearch.Person;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Enquiries about residents of one village that no other test uses. */
@Tag("stack")
class EnquiriesTest {
  private static final String VILLAGE = "13421";
  private static final StaffMember CLERK =
      new StaffMember(
          "clerk-" + VILLAGE,
          "clerk-" + VILLAGE,
          Role.OFFICE_CLERK,
          Optional.of(VILLAGE),
          Optional.of(VILLAGE + "003A"),
          Serial.of(BigInteger.valueOf(4711)));
  private static final Criteria ALL =
      new Criteria(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final CaFixture ca = CaFixture.started();
  private final LocalDate today = JapanTime.date(ca.clock().instant());
  private final FindCards findCards = ca.service().queries().findCards();

  @AfterEach
  void close() {
    ca.close();
  }

  private Card register(Holder holder, Optional<Stay> stay, LocalDate issuedOn) {
    return CaFixture.done(
        ca.registerCard()
            .register(
                CLERK,
                CaFixture.request(CLERK),
                new Application(holder, stay, false, issuedOn, issuedOn, false, CaFixture.CHECK))
            .map(Answered::result));
  }

  private Card register(Holder holder) {
    return register(holder, Optional.empty(), today);
  }

  private static Holder holder() {
    return CaFixture.holder(VILLAGE, LocalDate.of(1980, 2, 17));
  }

  private List<CardCertificate> issue(Card card) {
    return CaFixture.done(ca.issue(CLERK, card, CaFixture.keys(Authority.values())))
        .certificates()
        .stream()
        .map(filed -> filed.certificate())
        .toList();
  }

  private Performed perform(StaffMember caller, Card card, Command command) {
    return CaFixture.done(
        ca.performAct()
            .perform(
                caller,
                CaFixture.request(caller),
                new Request(new Subject.OfCard(card.id()), Evidenced.of(command)))
            .map(Answered::result));
  }

  private Card replace(Card card) {
    String id = UUID.randomUUID().toString();
    return perform(
            CLERK,
            card,
            new Command.Replace(
                card.id(), id, CardEnd.Cause.DAMAGED, Optional.empty(), 0, false, CaFixture.CHECK))
        .after()
        .card(id)
        .orElseThrow();
  }

  @Test
  void lineage_acrossCards_isToldToRelyingPartiesWithATrace() {
    Card first = register(holder());
    List<CardCertificate> old = issue(first);
    Card second = replace(first);
    List<CardCertificate> fresh = issue(second);
    CardCertificate signature = CaFixture.of(Authority.SIGNATURE, old);
    ReadLineage readLineage = ca.service().queries().readLineage();

    Lineage lineage =
        CaFixture.done(
            readLineage.read(ca.staff("relying-party"), Authority.SIGNATURE, signature.serial()));
    assertThat(lineage.certificate().isRevoked()).isTrue();
    assertThat(lineage.successors())
        .extracting(CardCertificate::serial)
        .containsExactly(CaFixture.of(Authority.SIGNATURE, fresh).serial());
    String traces = "SELECT COUNT(*) FROM audit.entry WHERE kind = 'lineage-read' AND card = ?";
    assertThat(ca.count(traces, first.id())).isOne();
    readLineage.read(CLERK, Authority.SIGNATURE, signature.serial());
    assertThat(ca.count(traces, first.id())).isOne();
    assertThat(readLineage.read(ca.clerk(), Authority.SIGNATURE, signature.serial()))
        .isEqualTo(Outcome.refused(RefusalCode.OTHER_MUNICIPALITY));
    assertThat(readLineage.read(CLERK, Authority.USER_IDENTIFICATION, signature.serial()))
        .isEqualTo(Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN));
  }

  /** Who may ask is what the registration says now, not that there is a certificate. */
  @Test
  void lineage_asAPartyIsRegistered_isToldOrRefused() {
    List<CardCertificate> issued = issue(register(holder()));
    Serial signature = CaFixture.of(Authority.SIGNATURE, issued).serial();
    Serial identification = CaFixture.of(Authority.USER_IDENTIFICATION, issued).serial();
    ReadLineage readLineage = ca.service().queries().readLineage();
    StaffMember party = party("lineage-" + UUID.randomUUID());

    assertThat(readLineage.read(party, Authority.SIGNATURE, signature))
        .isEqualTo(refused(Authority.SIGNATURE));
    long number =
        ca.transactions()
            .run(handle ->
                RelyingPartyTable.insert(handle, party.name(), Set.of(Authority.SIGNATURE)));
    Lineage lineage = CaFixture.done(readLineage.read(party, Authority.SIGNATURE, signature));
    assertThat(lineage.siblings()).isEmpty();
    assertThat(readLineage.read(party, Authority.USER_IDENTIFICATION, identification))
        .isEqualTo(refused(Authority.USER_IDENTIFICATION));
    change(new RelyingParty(number, party.name(), Set.of(Authority.values()), true));
    assertThat(CaFixture.done(readLineage.read(party, Authority.SIGNATURE, signature)).siblings())
        .extracting(CardCertificate::serial)
        .containsExactly(identification);
    change(new RelyingParty(number, party.name(), Set.of(Authority.values()), false));
    assertThat(readLineage.read(party, Authority.SIGNATURE, signature))
        .isEqualTo(refused(Authority.SIGNATURE));
  }

  /** What is used up is the person's, on all servers, and also by asking for what there is not. */
  @Test
  void lineage_oftenerThanADayAllows_isRefusedUntilTheNextInJapan() {
    Serial signature = CaFixture.of(Authority.SIGNATURE, issue(register(holder()))).serial();
    StaffMember party = party("lineage-" + UUID.randomUUID());
    ca.transactions()
        .run(handle ->
            RelyingPartyTable.insert(handle, party.person(), Set.of(Authority.SIGNATURE)));
    ReadLineage one = new ReadLineage(ca.transactions(), 2, ca.clock(), ca.auditLog());
    ReadLineage other = new ReadLineage(ca.transactions(), 2, ca.clock(), ca.auditLog());

    Lineage _ = CaFixture.done(one.read(party, Authority.SIGNATURE, signature));
    assertThat(other.read(party, Authority.SIGNATURE, Serial.parse("0a0b0c")))
        .isEqualTo(Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN));
    assertThat(one.read(party, Authority.SIGNATURE, signature))
        .isEqualTo(Outcome.refused(RefusalCode.LINEAGES_USED, "2"));
    assertThat(other.read(party, Authority.SIGNATURE, signature))
        .isEqualTo(Outcome.refused(RefusalCode.LINEAGES_USED, "2"));
    Lineage _ = CaFixture.done(one.read(CLERK, Authority.SIGNATURE, signature));

    ca.clock().advance(Duration.ofDays(1));
    Lineage _ = CaFixture.done(other.read(party, Authority.SIGNATURE, signature));
  }

  private static Outcome<Lineage> refused(Authority authority) {
    return Outcome.refused(RefusalCode.RELYING_PARTY_NOT_REGISTERED, authority.id());
  }

  private static StaffMember party(String name) {
    return new StaffMember(
        name,
        name,
        Role.RELYING_PARTY,
        Optional.empty(),
        Optional.empty(),
        Serial.of(BigInteger.TWO));
  }

  private void change(RelyingParty row) {
    ca.transactions()
        .run(handle -> {
          RelyingPartyTable.update(handle, row);
          return row;
        });
  }

  @Test
  void certificates_ofAResident_areFoundByEachOfTheirNames() {
    Holder holder = holder();
    Card first = register(holder);
    List<CardCertificate> old = issue(first);
    Card second = replace(first);
    List<CardCertificate> fresh = issue(second);
    FindCertificates find = new FindCertificates(ca.transactions(), ca.clock());
    Optional<Serial> none = Optional.empty();

    assertThat(
            serials(
                find.find(
                    new Owner(Optional.of(second.id()), Optional.empty(), none),
                    ALL,
                    Optional.empty(),
                    10)))
        .containsExactlyInAnyOrderElementsOf(serialsOf(fresh));
    Owner resident = new Owner(Optional.empty(), Optional.of(holder.registerId()), none);
    List<Found> all = find.find(resident, ALL, Optional.empty(), 10);
    assertThat(all).hasSize(4).extracting(Found::residence).containsOnly(VILLAGE);
    assertThat(find.find(resident, ALL, Optional.empty(), 3)).isEqualTo(all.subList(0, 3));
    Owner serial =
        new Owner(Optional.empty(), Optional.empty(), Optional.of(old.getFirst().serial()));
    assertThat(serials(find.find(serial, ALL, Optional.empty(), 10)))
        .containsExactly(old.getFirst().serial());
    Criteria elsewhere =
        new Criteria(Optional.of("13221"), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(find.find(serial, elsewhere, Optional.empty(), 10)).isEmpty();
  }

  private static List<Serial> serials(List<Found> found) {
    return serialsOf(found.stream().map(Found::certificate).toList());
  }

  private static List<Serial> serialsOf(List<CardCertificate> certificates) {
    return certificates.stream().map(CardCertificate::serial).toList();
  }

  /** Also those who were kept before texts were compared so. */
  @Test
  void person_writtenInOtherCodePoints_isFound() {
    Holder known = holder();
    BirthDate born = BirthDate.of(LocalDate.of(1972, 6, 7));
    Card card =
        register(
            new Holder(
                known.registerId(),
                VILLAGE,
                RegisterText.plain("捜索－ガ　花子"),
                RegisterText.plain("東京都国頭郡１－２"),
                known.sex(),
                born));
    for (String name : List.of("捜索－ガ　花子", "捜索−ガ 花子", "捜索‐カ゛　花子", "捜索-ガ　花子")) {
      for (String address : List.of("東京都国頭郡１－２", "東京都国頭郡1−2")) {
        Person person = new Person(name, born, Optional.of(address), Optional.empty());
        assertThat(findCards.ofPerson(ca.staff("lossline"), person))
            .as(name + address)
            .extracting(found -> found.card().id())
            .containsExactly(card.id());
      }
    }
    for (Person other :
        List.of(
            new Person("捜索−カ　花子", born, Optional.empty(), Optional.empty()),
            new Person(
                "捜索−ガ　花子",
                BirthDate.of(LocalDate.of(1972, 6, 8)),
                Optional.empty(),
                Optional.empty()),
            new Person("捜索−ガ　花子", born, Optional.of("東京都国頭郡１－３"), Optional.empty()))) {
      assertThat(findCards.ofPerson(ca.staff("lossline"), other)).isEmpty();
    }
  }

  /** Who calls says how a name sounds, and knows neither the kanji nor the space between them. */
  @Test
  void person_whoseNameSoundsSo_isFound() {
    Holder known = holder();
    BirthDate born = BirthDate.of(LocalDate.of(1973, 8, 9));
    Holder holder =
        new Holder(
            known.registerId(),
            VILLAGE,
            RegisterText.plain("捜索野　耳子"),
            known.address(),
            known.sex(),
            born);
    Card card = register(holder);
    StaffMember line = ca.staff("lossline");
    NameReading said = kana("そうさくの みみこ");
    assertThat(findCards.ofPerson(line, sounding(said, born, Optional.empty()))).isEmpty();
    CaFixture.done(ca.record(reading(holder.registerId(), "ソウサクノ　ミミコ", ca)));
    for (String same : List.of("そうさくの みみこ", "ソーサクノミミコ", "ソオサクノ・ミミコ")) {
      assertThat(findCards.ofPerson(line, sounding(kana(same), born, Optional.empty())))
          .as(same)
          .hasSize(1);
    }
    for (String other : List.of("さ", "そうさくの", "そうさくの みみ", "そさくの みみこ")) {
      assertThat(findCards.ofPerson(line, sounding(kana(other), born, Optional.empty())))
          .as(other)
          .isEmpty();
    }
    List<CardSearch.Found> found =
        findCards.ofPerson(line, sounding(said, born, Optional.of(VILLAGE)));
    assertThat(found).extracting(one -> one.card().id()).containsExactly(card.id());
    assertThat(findCards.ofPerson(CLERK, sounding(said, born, Optional.empty()))).hasSize(1);
    assertThat(findCards.ofPerson(line, sounding(said, born, Optional.of("13221")))).isEmpty();
    assertThat(findCards.ofPerson(CLERK, sounding(said, born, Optional.of("13221")))).isEmpty();
    assertThat(findCards.ofPerson(ca.clerk(), sounding(said, born, Optional.empty()))).isEmpty();
    Person both = new Person(Optional.of("別　人"), said, born, Optional.empty(), Optional.empty());
    assertThat(findCards.ofPerson(line, both)).isEmpty();
    assertThat(CaFixture.done(ca.read(CLERK, card.id())).holder().nameKana())
        .isEqualTo("ソウサクノ　ミミコ");
    assertThat(ca.count("SELECT COUNT(*) FROM audit.entry WHERE body LIKE ?", like("ミミコ")))
        .isZero();
  }

  private static NameReading kana(String text) {
    return new NameReading(Optional.of(text), Optional.empty());
  }

  private static Person sounding(NameReading said, BirthDate born, Optional<String> municipality) {
    return new Person(Optional.empty(), said, born, Optional.empty(), municipality);
  }

  private static ResidentEvent reading(String registerId, String kana, CaFixture ca) {
    return new ResidentEvent(
        "e-" + UUID.randomUUID(),
        registerId,
        EventKind.READING_CHANGED,
        false,
        JapanTime.date(ca.clock().instant()),
        ResidentEvent.NewData.NONE.with(kana(kana)));
  }

  @Test
  void person_whoIsFound_isInTheDisclosureAndNotInTheEntry() {
    Holder known = holder();
    Holder holder =
        new Holder(
            known.registerId(),
            VILLAGE,
            RegisterText.plain("捜索　者子"),
            known.address(),
            known.sex(),
            LocalDate.of(1971, 3, 5));
    Card card = register(holder);
    Person person =
        new Person(holder.name().text(), holder.birthDate(), Optional.empty(), Optional.empty());
    List<CardSearch.Found> found = findCards.ofPerson(CLERK, person);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().card().id()).isEqualTo(card.id());
    assertThat(findCards.ofPerson(ca.staff("lossline"), person)).isEqualTo(found);
    assertThat(findCards.ofPerson(ca.clerk(), person)).isEmpty();

    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM audit.disclosure d WHERE d.data LIKE ?
                  AND EXISTS (SELECT 1 FROM audit.entry e WHERE e.kind = 'holder-searched'
                    AND e.body LIKE CONCAT('%', d.hash, '%'))
                """,
                like("捜索　者子")))
        .isEqualTo(3);
    assertThat(ca.count("SELECT COUNT(*) FROM audit.entry WHERE body LIKE ?", like("捜索　者子")))
        .isZero();
  }

  private static byte[] like(String text) {
    return ("%" + text + "%").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void suspensions_asOldAsAskedFor_areListedUntilTheyAreLifted() {
    Card card = register(holder());
    perform(CLERK, card, new Command.Suspend(card.id(), CLERK.name()));
    assertThat(held(Duration.ofDays(30))).doesNotContain(card.id());
    ca.clock().advance(Duration.ofDays(30).minusMillis(1));
    assertThat(held(Duration.ofDays(30))).doesNotContain(card.id());
    ca.clock().advance(Duration.ofMillis(1));
    assertThat(held(Duration.ofDays(30))).contains(card.id());
    IdentityCheck check =
        new IdentityCheck(
            Set.of(IdentityCheck.Person.HOLDER), Set.of(IdentityCheck.Document.PASSPORT));
    perform(CLERK, card, new Command.Lift(card.id(), check));
    assertThat(held(Duration.ofDays(30))).doesNotContain(card.id());
  }

  private List<String> held(Duration atLeast) {
    return findCards.suspended(CLERK, atLeast, Optional.<SuspensionKey>empty(), 200).stream()
        .map(found -> found.card().id())
        .toList();
  }

  @Test
  void notices_pageByPage_areAllThatEndsInTheWindowAndNotWithAStay() {
    LocalDate inAMonth = today.plusDays(30);
    // Never February 29.
    LocalDate end = inAMonth.getDayOfYear() == 60 ? inAMonth.plusDays(1) : inAMonth;
    LocalDate birthday = end.minusYears(40);
    LocalDate issuedOn = end.minusYears(10).plusDays(1);
    Card ending = register(CaFixture.holder(VILLAGE, birthday), Optional.empty(), issuedOn);
    assertThat(ending.expiresOn()).isEqualTo(end);
    issue(ending);
    Card later = register(holder());
    issue(later);
    Card foreign =
        register(
            holder(),
            Optional.of(new Stay(Stay.Status.OTHER, Optional.of(today.plusDays(20)))),
            today);
    issue(foreign);
    Card suspended = register(CaFixture.holder(VILLAGE, birthday), Optional.empty(), issuedOn);
    issue(suspended);
    perform(CLERK, suspended, new Command.Suspend(suspended.id(), CLERK.name()));

    List<Notice> whole = pages(200);
    assertThat(whole)
        .extracting(Notice::cardId)
        .containsOnly(ending.id(), suspended.id())
        .hasSize(6);
    assertThat(whole.subList(0, 2))
        .allSatisfy(notice -> assertThat(notice.certificate()).isEmpty());
    for (int limit = 1; limit < 6; limit++) {
      assertThat(pages(limit)).as("pages of " + limit).isEqualTo(whole);
    }
  }

  private List<Notice> pages(int limit) {
    ExpiryNotices notices = new ExpiryNotices(ca.transactions(), ca.clock());
    List<Notice> all = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    while (true) {
      List<Notice> page = notices.due(VILLAGE, 3, after, limit);
      all.addAll(page);
      if (page.size() < limit) {
        return all;
      }
      after = Optional.of(page.getLast().position());
    }
  }
}
