package org.jitsuin.ca.massrevocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationJobs.Proposal;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two CA operators take back what a key generation signed for no card. */
@Tag("stack")
class AuthorityCertificateRevocationTest {
  private final JobFixture fixture = JobFixture.started();
  private final CaFixture ca = fixture.ca();
  private final StaffMember operator = ca.staff("operator");
  private final StaffMember operator2 = ca.staff("operator2");
  private final RevocationWork work = fixture.work(new Node("own", UUID.randomUUID().toString()));

  @AfterEach
  void end() {
    // The clock of these tests was in the future; the signers of today are for the others.
    long now = Clocks.system().instant().toEpochMilli();
    ca.admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM status.ocsp_signer WHERE not_before > ?", now);
          handle.execute("DELETE FROM status.revocation WHERE partition_no = 2147483646");
        });
    fixture.close();
  }

  /** A signer of the signature authority that was appointed besides. */
  private Serial signer() {
    ca.clock()
        .set(
            ca.admin()
                .withHandle(handle -> IssuerTable.signers(handle, 1))
                .getFirst()
                .certificate()
                .getNotAfter()
                .toInstant()
                .minus(Duration.ofDays(2)));
    assertThat(ca.ocspSignerRenewal().renew()).isPositive();
    return Serial.of(
        ca.admin()
            .withHandle(handle -> IssuerTable.signers(handle, 1))
            .getFirst()
            .certificate()
            .getSerialNumber());
  }

  /** As a roll-over leaves it: known, and no signer's. */
  private Serial link() {
    Instant now = ca.clock().instant();
    Serial serial = new SerialSource(new SecureRandom()).next(now);
    List<StatusFeed.Change> known =
        List.of(
            StatusFeed.Change.ofAuthority(
                1, serial, now.plus(Duration.ofDays(100)), Optional.empty()));
    ca.admin()
        .useTransaction(handle -> {
          StatusFeed.issued(handle, known);
          StatusFeed.append(handle, known, now);
        });
    return serial;
  }

  private Outcome<RevocationJob> propose(StaffMember caller, Serial serial, RevocationCause cause) {
    Proposal proposal =
        new Proposal(
            new Choice.OfAuthority(Authority.SIGNATURE, serial),
            cause,
            Optional.empty(),
            "the machine is gone",
            1);
    return fixture
        .jobs()
        .propose(caller, CaFixture.request(caller), proposal)
        .map(Answered::result);
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private RevocationJob revoked(Serial serial) {
    return revoked(serial, RevocationCause.KEY_COMPROMISE);
  }

  private RevocationJob revoked(Serial serial, RevocationCause cause) {
    String id = done(propose(operator, serial, cause)).order().id();
    assertThat(code(fixture.approve(operator, id))).isEqualTo(RefusalCode.SAME_PERSON);
    done(fixture.approve(operator2, id));
    work.round();
    return fixture.row(id);
  }

  private long reason(Serial serial) {
    return ca.count(
        "SELECT reason FROM status.revocation WHERE partition_no = 2147483646 AND serial = ?",
        serial.octets());
  }

  @Test
  void job_ofASigner_revokesItOnceAndTellsEverybody() {
    Serial serial = signer();
    RevocationJob job = revoked(serial);
    assertThat(job.state()).isEqualTo(RevocationJobState.FINISHED);
    assertThat(job.counts().revoked()).isOne();
    assertThat(reason(serial)).isEqualTo(RevocationReason.KEY_COMPROMISE.code());
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM status.feed
                WHERE partition_no = 2147483646 AND serial = ? AND reason = 1
                """,
                serial.octets()))
        .isOne();
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM audit.entry
                WHERE kind = 'authority-certificate-revoked' AND LOCATE(?, body) > 0
                """,
                serial.toString()))
        .isOne();

    RevocationJob again = revoked(serial);
    assertThat(again.counts().revoked()).isZero();
    assertThat(again.counts().already()).isOne();
  }

  @Test
  void job_ofALinkCertificate_saysThatAnAuthoritysKeyLeaked() {
    Serial serial = link();
    assertThat(revoked(serial).counts().revoked()).isOne();
    assertThat(reason(serial)).isEqualTo(RevocationReason.CA_COMPROMISE.code());
  }

  /** A leak that is found later is told, with the first time. */
  @Test
  void job_ofWhatIsRevokedForLess_tellsTheLeak() {
    Serial serial = signer();
    assertThat(revoked(serial, RevocationCause.EX_OFFICIO).counts().revoked()).isOne();
    String time =
        "SELECT revoked_at FROM status.revocation WHERE partition_no = 2147483646 AND serial = ?";
    long at = ca.count(time, serial.octets());
    ca.clock().advance(Duration.ofHours(1));
    RevocationJob leaked = revoked(serial);
    assertThat(leaked.counts().revoked()).isZero();
    assertThat(leaked.counts().already()).isOne();
    assertThat(reason(serial)).isEqualTo(RevocationReason.KEY_COMPROMISE.code());
    assertThat(ca.count(time, serial.octets())).isEqualTo(at);
    revoked(serial);
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM audit.entry
                WHERE kind = 'authority-certificate-revoked' AND LOCATE(?, body) > 0
                """,
                serial.toString()))
        .isEqualTo(2);
  }

  @Test
  void propose_ofAnOffice_isRefused() {
    assertThat(code(propose(fixture.supervisor(), link(), RevocationCause.EX_OFFICIO)))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
  }

  @Test
  void propose_whatTheAuthorityNeverSigned_isRefused() {
    assertThat(code(propose(operator, Serial.parse("0a0b0c"), RevocationCause.EX_OFFICIO)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    Serial ofACard = fixture.issue().getFirst().serial();
    assertThat(code(propose(operator, ofACard, RevocationCause.EX_OFFICIO)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
  }

  /** Nobody who trusts it would look. */
  @Test
  void propose_aKeyGenerationItself_isRefused() {
    Serial own =
        Serial.of(ca.authorities().all().getFirst().issuing().certificate().getSerialNumber());
    assertThat(code(propose(operator, own, RevocationCause.KEY_COMPROMISE)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
  }
}
