package org.jitsuin.ca.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionFactory;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StaffSubject;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.StaffChange;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.StaffFixture;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.BreakingDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class StaffChangesTest {
  private final StaffFixture staff = StaffFixture.started();
  private final String person = StaffFixture.id();

  @AfterEach
  void end() {
    staff.close();
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private long intents(String state) {
    return staff
        .ca()
        .count(
            "SELECT COUNT(*) FROM ca.signing_intent WHERE node = ? AND boot = ? AND state = ?",
            staff.ca().node().name(),
            staff.ca().node().boot(),
            state);
  }

  @Test
  void register_approvedByAnother_comesInWithACertificateOfWhatWasApproved() {
    KeyRequest key = StaffFixture.key();
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person), key)));
    assertThat(proposed.state()).isEqualTo(StaffChangeState.PROPOSED);
    assertThat(proposed.order().keyHash()).contains(key.hash());

    StaffChange done = done(staff.approve(staff.other(), proposed));

    assertThat(done.state()).isEqualTo(StaffChangeState.DONE);
    Serial serial = done.serial().orElseThrow();
    assertThat(staff.find(serial)).contains(StaffFixture.clerk(person).with(serial));
    X509Certificate certificate =
        staff
            .ca()
            .transactions()
            .run(handle -> StaffTable.certificate(handle, serial))
            .orElseThrow();
    assertThat(StaffSubject.of(certificate)).contains(StaffSubject.of(StaffFixture.clerk(person)));
    assertThat(Fingerprint.of(certificate.getPublicKey().getEncoded())).isEqualTo(key.hash());
    assertThat(Duration.between(Clocks.system().instant(), certificate.getNotAfter().toInstant()))
        .isBetween(Duration.ofDays(729), Duration.ofDays(730));
    assertThat(staff.entries("staff-change-proposed", proposed.content().toString())).isOne();
    assertThat(staff.entries("staff-change-approved", proposed.content().toString())).isOne();
    assertThat(staff.entries("staff-registered", "\"" + person + "\"")).isOne();
    assertThat(
            staff.entries(
                "staff-registered", Fingerprint.of(SignedCertificate.der(certificate)).toString()))
        .isOne();
    assertThat(intents("completed")).isOne();
  }

  @Test
  void approve_byWhoeverProposedIt_refused() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    assertThat(code(staff.approve(staff.one(), proposed))).isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(code(staff.approve(CaFixture.renamed(staff.one()), proposed)))
        .isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(intents("pending")).isZero();
  }

  /** They look at the hash that the owner of the key has read out to them. */
  @Test
  void approve_ofOtherContent_refused() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    Outcome<?> outcome =
        staff.approve(
            staff.other(),
            CaFixture.request(staff.other()),
            proposed,
            Fingerprint.of(new byte[] {1}));
    assertThat(code(outcome)).isEqualTo(RefusalCode.CHANGE_DIFFERS);
  }

  /** Whoever reaches the table puts in a key of their own, after it was looked at. */
  @Test
  void approve_whereTheKeyWasExchangedInTheDatabase_fails() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    StaffChange other =
        done(
            staff.propose(
                staff.one(), StaffFixture.register(StaffFixture.clerk(StaffFixture.id()))));
    staff
        .ca()
        .admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.staff_change SET key_info = ? WHERE change_id = ?",
                other.order().key().orElseThrow().bytes(),
                proposed.order().id()));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> staff.approve(staff.other(), proposed))
        .withMessageContaining("is not what was proposed");
  }

  @Test
  void approve_again_orUnderTheSameKey_isDoneOnce() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    RequestId request = CaFixture.request(staff.other());
    Outcome<Answered<StaffChange>> first =
        staff.approve(staff.other(), request, proposed, proposed.content());
    assertThat(staff.approve(staff.other(), request, proposed, proposed.content()))
        .isEqualTo(new Outcome.Repeated<>(done(first).answer()));
    assertThat(code(staff.approve(staff.other(), proposed)))
        .isEqualTo(RefusalCode.CHANGE_NOT_PROPOSED);
    assertThat(staff.person(person).credentials()).hasSize(1);
    assertThat(new String(done(first).answer().bytes(), StandardCharsets.UTF_8))
        .contains("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void approve_twiceAtOnce_oneCertificateComesOfIt() throws Exception {
    StaffMember third = staff.registered(StaffFixture.seat(StaffFixture.id(), Role.CA_OPERATOR));
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    List<Outcome<StaffChange>> outcomes =
        AtOnce.run(
            List.of(
                () -> staff.approve(staff.other(), proposed),
                () -> staff.approve(third, proposed)));
    assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
    assertThat(staff.person(person).credentials()).hasSize(1);
    assertThat(intents("pending")).isZero();
    staff.done(StaffFixture.wish(StaffChangeKind.WITHDRAW, third.person()));
  }

  /** Whichever step it dies at, it is done whole or not at all, and the next try goes on. */
  @Test
  void approve_whereTheDatabaseDiesAtAnyStep_isDoneWholeOrNotAtAll() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    RequestId request = CaFixture.request(staff.other());
    int steps = 0;
    while (!isAnswered(proposed, request, steps)) {
      long rows = staff.ca().count("SELECT COUNT(*) FROM ca.staff WHERE person = ?", person);
      long done =
          staff
              .ca()
              .count(
                  "SELECT COUNT(*) FROM ca.staff_change WHERE person = ? AND state = 'done'",
                  person);
      assertThat(rows).isEqualTo(done);
      steps++;
    }
    assertThat(steps).isGreaterThan(15);
    assertThat(staff.person(person).credentials()).hasSize(1);
    assertThat(staff.entries("staff-registered", "\"" + person + "\"")).isOne();
    staff.ca().abandonment().sweep();
  }

  private boolean isAnswered(StaffChange proposed, RequestId request, int steps) {
    CaFixture ca = staff.ca();
    ConnectionFactory breaking = BreakingDataSource.after(steps, ca.stack().dataSource("ca"));
    StaffChanges dying =
        new StaffChanges(
            new Transactions(Database.open(breaking), ca.clock()),
            new StaffAuthority(
                ca.token(),
                () -> authority(ca.stack().home().resolve("ca/staff.pem")),
                new SerialSource(new SecureRandom()),
                Clocks.system()),
            Municipalities.read(),
            ca.abandonment(),
            ca.clock(),
            ca.auditLog(),
            ca.node());
    try {
      Outcome<Answered<StaffChange>> outcome =
          dying.approve(staff.other(), request, proposed.order().id(), proposed.content());
      assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
      return true;
    } catch (Fault e) {
      return false;
    }
  }

  private static X509Certificate authority(Path file) {
    try {
      return SignedCertificate.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void renew_ofSomebody_hasTwoUntilTheFirstEnds() {
    StaffMember before = staff.registered(StaffFixture.clerk(person));
    StaffChange renewed = staff.done(StaffFixture.wish(StaffChangeKind.RENEW, person));
    assertThat(staff.find(before.certificate())).isPresent();
    assertThat(staff.find(renewed.serial().orElseThrow())).isPresent();
    assertThat(staff.person(person).credentials()).hasSize(2);
  }

  @Test
  void replace_ofALostCertificate_letsInTheNewOneAlone() {
    StaffMember before = staff.registered(StaffFixture.clerk(person));
    StaffChange replaced = staff.done(StaffFixture.wish(StaffChangeKind.REPLACE, person));
    assertThat(staff.find(before.certificate())).isEmpty();
    assertThat(staff.find(replaced.serial().orElseThrow())).isPresent();
    assertThat(staff.person(person).serials(StaffState.REPLACED))
        .containsExactly(before.certificate());
    assertThat(staff.entries("staff-withdrawn", before.certificate().toString())).isOne();
  }

  @Test
  void withdraw_ofSomebody_isFinalUntilTheyAreRegisteredAnew() {
    StaffMember before = staff.registered(StaffFixture.clerk(person));
    staff.done(StaffFixture.wish(StaffChangeKind.WITHDRAW, person));
    assertThat(staff.find(before.certificate())).isEmpty();
    for (StaffChangeKind kind :
        List.of(
            StaffChangeKind.RENEW,
            StaffChangeKind.REPLACE,
            StaffChangeKind.RESTORE,
            StaffChangeKind.WITHDRAW)) {
      assertThat(code(staff.propose(staff.one(), StaffFixture.wish(kind, person))))
          .isEqualTo(RefusalCode.PERSON_STATE);
    }
    StaffMember again = staff.registered(StaffFixture.seat(person, Role.AUDITOR));
    assertThat(again.role()).isEqualTo(Role.AUDITOR);
    assertThat(staff.person(person).state()).isEqualTo(StaffState.ACTIVE);
  }

  @Test
  void propose_registrationOfAnIdThatIsTaken_refused() {
    staff.registered(StaffFixture.clerk(person));
    for (String id : List.of(person, person.toUpperCase(Locale.ROOT))) {
      assertThat(code(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(id)))))
          .isEqualTo(RefusalCode.PERSON_EXISTS);
    }
  }

  /** One token, two people: no. */
  @Test
  void propose_withAKeyThatWasCertified_refused() {
    KeyRequest key = StaffFixture.key();
    staff.done(StaffFixture.register(StaffFixture.clerk(person), key));
    assertThat(
            code(
                staff.propose(
                    staff.one(),
                    StaffFixture.register(StaffFixture.clerk(StaffFixture.id()), key))))
        .isEqualTo(RefusalCode.KEY_REUSED);
  }

  @Test
  void propose_unknownPersonOrPlace_refused() {
    assertThat(code(staff.propose(staff.one(), StaffFixture.wish(StaffChangeKind.RENEW, person))))
        .isEqualTo(RefusalCode.PERSON_UNKNOWN);
    StaffSeat nowhere =
        new StaffSeat(
            person, "x", Role.OFFICE_CLERK, Optional.of("00000"), Optional.of("00000001A"));
    assertThat(code(staff.propose(staff.one(), StaffFixture.register(nowhere))))
        .isEqualTo(RefusalCode.MUNICIPALITY_UNKNOWN);
    assertThat(
            code(
                staff.propose(
                    staff.one(),
                    StaffFixture.register(StaffFixture.seat(person, Role.RELYING_PARTY)))))
        .isEqualTo(RefusalCode.RELYING_PARTY_UNKNOWN);
  }

  @Test
  void cancel_aProposal_endsIt() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    String id = proposed.order().id();
    StaffChange cancelled =
        done(staff.changes().cancel(staff.other(), CaFixture.request(staff.other()), id)).result();
    assertThat(cancelled.state()).isEqualTo(StaffChangeState.CANCELLED);
    assertThat(code(staff.approve(staff.other(), proposed)))
        .isEqualTo(RefusalCode.CHANGE_NOT_PROPOSED);
    assertThat(code(staff.changes().cancel(staff.one(), CaFixture.request(staff.one()), id)))
        .isEqualTo(RefusalCode.CHANGE_NOT_PROPOSED);
    assertThat(staff.entries("staff-change-cancelled", id)).isOne();
  }

  @Test
  void approve_aMonthLater_refused() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    staff.ca().clock().advance(Duration.ofDays(31));
    assertThat(code(staff.approve(staff.other(), proposed))).isEqualTo(RefusalCode.CHANGE_TOO_OLD);
  }

  @Test
  void approve_withoutTheAuthoritysCertificate_failsAndLeavesTheProposal() {
    StaffChange proposed =
        done(staff.propose(staff.one(), StaffFixture.register(StaffFixture.clerk(person))));
    try (CaFixture without = CaFixture.started()) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() ->
              without
                  .service()
                  .staff()
                  .staffChanges()
                  .approve(
                      staff.other(),
                      CaFixture.request(staff.other()),
                      proposed.order().id(),
                      proposed.content()))
          .withMessageContaining("jitsuin.tls.truststore is not set");
    }
    assertThat(done(staff.approve(staff.other(), proposed)).state())
        .isEqualTo(StaffChangeState.DONE);
  }
}
