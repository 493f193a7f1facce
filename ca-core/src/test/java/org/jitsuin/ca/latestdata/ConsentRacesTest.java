package org.jitsuin.ca.latestdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ConsentFixture;
import org.jitsuin.ca.testing.ConsentFixture.Person;
import org.jitsuin.testing.BeforeStatement;
import org.jitsuin.testing.BreakingDataSource;
import org.jitsuin.testing.LossyCommits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was acknowledged counts from then on, on every server, whatever dies in between. */
@Tag("stack")
class ConsentRacesTest {
  private final CaFixture ca = CaFixture.started();
  private final ConsentFixture fixture = new ConsentFixture(ca);
  private final StaffMember party = fixture.party();
  private final Person person = fixture.person();
  private final Consent consent = fixture.given(person, party, ConsentAttribute.NAME);

  @AfterEach
  void close() {
    ca.close();
  }

  private DataSource dataSource() {
    return ca.stack().dataSource("ca");
  }

  private Transactions over(Jdbi connections) {
    return new Transactions(connections, ca.clock());
  }

  private LatestData telling(Transactions transactions) {
    return new LatestData(transactions, 1_000, ca.clock(), ca.auditLog());
  }

  private Optional<RefusalCode> refusal() {
    return fixture.useCases().latestData().tell(party, consent.id())
            instanceof Outcome.Refused<LatestData.Told>(var refusal)
        ? Optional.of(refusal.code())
        : Optional.empty();
  }

  /** The same request is sent again and again, until it is acknowledged. */
  @Test
  void withdraw_serverDiesAtEveryStep_isDoneOnce_andNothingIsToldOnceItIsAcknowledged() {
    RequestId request = CaFixture.request(party);
    Bytes signed = fixture.withdrawal(person.signature(), consent.id());
    boolean acknowledged = false;
    int deaths = 0;
    for (int steps = 0; !acknowledged; steps++) {
      Jdbi dying = Database.open(BreakingDataSource.after(steps, dataSource()));
      try {
        Outcome<?> outcome =
            new WithdrawConsent(over(dying), ca.clock(), ca.auditLog())
                .bySignature(party, request, consent.id(), signed);
        assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
        acknowledged = true;
      } catch (Fault e) {
        deaths++;
      }
      assertThat(refusal().isPresent() || !acknowledged).as("after %d steps", steps).isTrue();
    }
    assertThat(deaths).isGreaterThan(10);
    assertThat(refusal()).contains(RefusalCode.CONSENT_WITHDRAWN);
    assertThat(done(fixture.useCases().consents().withdrawals(party, 0, 10))).hasSize(1);
    assertThat(entries("consent-withdrawn", consent.id())).isOne();
  }

  /** What is acknowledged is on the disk: killed (SIGKILL) behind it, the database still knows. */
  @Test
  void withdraw_databaseKilledOnceItIsAcknowledged_nothingIsToldEverAgain() {
    done(fixture.withdraw(party, person.signature(), consent.id()));
    ca.stack().database().kill();
    try {
      assertThatExceptionOfType(Fault.class).isThrownBy(this::refusal);
    } finally {
      ca.stack().restartDatabase();
    }
    assertThat(refusal()).contains(RefusalCode.CONSENT_WITHDRAWN);
    assertThat(entries("consent-withdrawn", consent.id())).isOne();
  }

  /** It is there once, with its entry and the use that is counted, or nothing of it is. */
  @Test
  void record_serverDiesAtEveryStep_isDoneOnce_andCountedOnce() {
    RequestId request = CaFixture.request(party);
    ConsentText text = fixture.text(party, ConsentAttribute.SEX);
    Bytes signed = person.signature().over(text.octets());
    boolean acknowledged = false;
    int deaths = 0;
    for (int steps = 0; !acknowledged; steps++) {
      Jdbi dying = Database.open(BreakingDataSource.after(steps, dataSource()));
      try {
        Outcome<?> outcome =
            new Consents(over(dying), 1_000, ca.clock(), ca.auditLog())
                .record(party, request, signed);
        assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
        acknowledged = true;
      } catch (Fault e) {
        deaths++;
      }
      long recorded = ca.count("SELECT COUNT(*) FROM ca.consent WHERE consent_id = ?", text.id());
      assertThat(entries("consent-recorded", text.id())).isEqualTo(recorded);
      assertThat(used()).as("with the one before").isEqualTo(recorded + 1);
    }
    assertThat(deaths).isGreaterThan(10);
    assertThat(used()).isEqualTo(2);
  }

  /** How often the party used consents today. */
  private long used() {
    return ca.count("SELECT used FROM ca.consent_count WHERE party = ?", party.person());
  }

  private long entries(String kind, String id) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?",
        kind,
        "%\"consent\":\"" + id + "\"%");
  }

  /** Nothing is told that is in no entry, or not counted, wherever the server dies. */
  @Test
  void tell_serverDiesAtEveryStep_tellsNothingWithoutAnEntry() {
    int deaths = 0;
    boolean told = false;
    for (int steps = 0; !told; steps++) {
      Jdbi dying = Database.open(BreakingDataSource.after(steps, dataSource()));
      long before = answers();
      try {
        done(telling(over(dying)).tell(party, consent.id()));
        told = true;
      } catch (Fault e) {
        deaths++;
      }
      assertThat(answers() - before).isBetween(told ? 1L : 0L, 1L);
      assertThat(answers()).isEqualTo(rows());
      assertThat(used()).as("with the recording").isEqualTo(rows() + 1);
    }
    assertThat(deaths).isGreaterThan(10);
  }

  private long answers() {
    return entries("consent-answered", consent.id());
  }

  private long rows() {
    return ca.count("SELECT COUNT(*) FROM ca.consent_answer WHERE consent_id = ?", consent.id());
  }

  @ParameterizedTest
  @EnumSource(LossyCommits.Loss.class)
  void withdraw_commitWhoseEndIsUnknown_isDoneOnce(LossyCommits.Loss loss) {
    Jdbi lossy = Database.open(LossyCommits.losing(loss, 1, dataSource()));
    RequestId request = CaFixture.request(party);
    Bytes signed = fixture.withdrawal(person.signature(), consent.id());
    Outcome<?> outcome;
    try {
      outcome =
          new WithdrawConsent(over(lossy), ca.clock(), ca.auditLog())
              .bySignature(party, request, consent.id(), signed);
    } catch (Fault e) {
      outcome = fixture.useCases().withdraw().bySignature(party, request, consent.id(), signed);
    }
    assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
    assertThat(refusal()).contains(RefusalCode.CONSENT_WITHDRAWN);
    assertThat(done(fixture.useCases().consents().withdrawals(party, 0, 10))).hasSize(1);
  }

  /** The consent was read before it was withdrawn; the holder is locked behind that. */
  @Test
  void tell_whileItIsWithdrawnOnAnotherServer_isRefused() {
    Jdbi slow =
        Database.open(
            new BeforeStatement(
                dataSource(),
                "FOR UPDATE",
                () -> done(fixture.withdraw(party, person.signature(), consent.id()))));
    assertThat(telling(over(slow)).tell(party, consent.id()))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.CONSENT_WITHDRAWN));
    assertThat(answers()).isZero();
  }

  @Test
  void tell_whileTheCertificateIsRevokedOnAnotherServer_isRefused() {
    Jdbi slow = Database.open(new BeforeStatement(dataSource(), "FOR UPDATE", this::revoke));
    assertThat(telling(over(slow)).tell(party, consent.id()))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code())
                    .isEqualTo(RefusalCode.CONSENT_WITHOUT_CERTIFICATE));
    assertThat(answers()).isZero();
  }

  private void revoke() {
    fixture.revoke(person, RevocationCause.HOLDER_REQUEST);
  }

  @Test
  void record_whileTheCertificateIsRevokedOnAnotherServer_isRefused() {
    Jdbi slow = Database.open(new BeforeStatement(dataSource(), "FOR UPDATE", this::revoke));
    Bytes signed = person.signature().over(fixture.text(party, ConsentAttribute.SEX).octets());
    Outcome<?> outcome =
        new Consents(over(slow), 1_000, ca.clock(), ca.auditLog())
            .record(party, CaFixture.request(party), signed);
    assertThat(((Outcome.Refused<?>) outcome).refusal().code())
        .isEqualTo(RefusalCode.CONSENT_SIGNER_NOT_GOOD);
  }
}
