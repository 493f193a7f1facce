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
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationJobs.Proposal;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.jitsuin.ca.testing.ResponderDouble;
import org.jitsuin.ca.testing.ResponderDouble.Asked;
import org.jitsuin.ca.testing.ResponderDouble.Endorser;
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
  private final ResponderDouble responder = ResponderDouble.ofTheCeremony(ca);
  private final RevocationWork work = fixture.work(new Node("own", UUID.randomUUID().toString()));

  private Asked asked;

  @AfterEach
  void end() {
    ResponderDouble.cleanUp(ca);
    ca.admin()
        .useHandle(handle ->
            handle.execute("DELETE FROM status.revocation WHERE partition_no = 2147483646"));
    fixture.close();
  }

  /** A signer of the signature authority that was certified besides. */
  private Serial signer() {
    asked = responder.ask(1, Optional.of(responder.ceremonySigner(1)));
    assertThat(ca.certifySigners().round()).isOne();
    return responder.certified(1, asked).serial();
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

  /** Whoever has its token, or a copy, is certified no other key. */
  @Test
  void job_ofASigner_withdrawsItsResponder() {
    Serial serial = signer();
    String id = revoked(serial).order().id();
    Asked again = responder.ask(1, Optional.of(new Endorser(1, serial, asked.key())));
    Asked other = responder.ask(2, Optional.of(responder.ceremonySigner(2)));
    assertThat(ca.certifySigners().round()).isZero();
    assertThat(responder.outcome(again)).isEqualTo("refused withdrawn");
    assertThat(responder.outcome(other)).isEqualTo("refused withdrawn");
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM audit.entry
                WHERE kind = 'ocsp-responder-withdrawn' AND LOCATE(?, body) > 0
                """,
                "revocation-job " + id))
        .isOne();
    assertThat(ca.signerWatch().overdue()).contains("signature-g1", "user-identification-g1");
  }

  /** Its successor was made by a ceremony before, as it should be. */
  @Test
  void job_ofASignerOfAnEarlierAdmission_leavesItsResponderAlone() {
    Serial serial = signer();
    responder.admit();
    assertThat(revoked(serial).counts().revoked()).isOne();
    assertThat(ca.signerWatch().census().withdrawn()).isZero();
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
