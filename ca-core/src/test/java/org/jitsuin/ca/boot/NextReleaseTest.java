package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.jitsuin.testing.NextRelease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server of this release beside one of the next, which has expanded the schema and writes what
 * this one does not know. All tests of this module run on such a schema.
 */
@Tag("stack")
class NextReleaseTest {
  private static final String ID = "from-the-next-release";

  private final JobFixture fixture = JobFixture.started();
  private final CaFixture ca = fixture.ca();

  @BeforeEach
  void write() {
    ca.admin()
        .useHandle(handle -> {
          handle.execute(
              """
              INSERT INTO ca.planned (kind, planned_id, register_id, due_at)
              VALUES (?, ?, ?, 1)
              """,
              NextRelease.UNKNOWN,
              ID,
              ID);
          handle.execute(
              """
              INSERT INTO ca.signing_intent (issuer_no, serial, purpose, state, not_after, tbs, node,
                boot, started_at)
              VALUES (1, ?, ?, 'pending', 1, UNHEX(SHA2('', 256)), ?, 'b', 1)
              """,
              new byte[] {1, 2, 3},
              NextRelease.UNKNOWN,
              ID);
          handle.execute(
              """
              INSERT INTO ca.revocation_job (job_id, state, selection, municipality, authority, ground,
                reason, per_second, total, revoked, already, proposed_by, proposed_at, approved_by,
                approved_at)
              VALUES (?, 'running', ?, '13221', 'signature', 'key-compromise', 'x', 1, 1, 0, 0, 'a', 1,
                'b', 1)
              """,
              UUID.randomUUID().toString(),
              NextRelease.UNKNOWN);
        });
  }

  @AfterEach
  void forget() {
    ca.admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM ca.planned WHERE planned_id = ?", ID);
          handle.execute("DELETE FROM ca.signing_intent WHERE node = ?", ID);
          handle.execute("DELETE FROM ca.revocation_job WHERE selection = ?", NextRelease.UNKNOWN);
        });
    fixture.close();
  }

  @Test
  void schema_isThatOfTheNextRelease() {
    assertThat(ca.count("SELECT COUNT(*) FROM ca.next_release")).isZero();
  }

  /** What it does not know it leaves to the servers of the next release, and does all else. */
  @Test
  void rounds_rowsOfUnknownKinds_areLeftAndKeepNothingBack() {
    CardCertificate certificate = fixture.issue(1).getFirst();
    String job = fixture.running(5_000);
    var work = fixture.work(new Node("one", UUID.randomUUID().toString()));
    for (int i = 0; i < 1_000 && fixture.row(job).state() == RevocationJobState.RUNNING; i++) {
      work.round();
      ca.clock().advance(Duration.ofSeconds(1));
    }
    ca.applyPlanned().round();
    ca.abandonment().sweep();

    assertThat(fixture.revokedOnce(certificate, job)).isTrue();
    assertThat(ca.count("SELECT COUNT(*) FROM ca.planned WHERE planned_id = ?", ID)).isOne();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.signing_intent WHERE node = ? AND state = 'pending'", ID))
        .isOne();
    assertThat(
            ca.count(
                "SELECT revoked FROM ca.revocation_job WHERE selection = ?", NextRelease.UNKNOWN))
        .isZero();
  }
}
