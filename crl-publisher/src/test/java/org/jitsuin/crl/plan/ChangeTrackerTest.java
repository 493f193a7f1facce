package org.jitsuin.crl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class ChangeTrackerTest {
  private final Instant now = Clocks.system().instant().truncatedTo(ChronoUnit.MILLIS);

  private final StatusRows rows = new StatusRows();
  private final StatusDatabase database = new StatusDatabase(TestStack.shared().dataSource("crl"));
  private final ChangeTracker changes = new ChangeTracker(database);
  private final StatusReader reader = new StatusReader(database, partition -> partition.no() <= 2);

  @BeforeEach
  void reset() {
    rows.reset();
  }

  private void revoke(int partition, int serial, Instant at) {
    rows.revoke(partition, StatusRows.serial(serial), RevocationReason.SUPERSEDED, at);
  }

  @Test
  void follow_newChanges_tellsWhenTheFirstWasRecorded() {
    changes.start(reader.read());
    revoke(1, 1, now);
    revoke(1, 2, now.plusSeconds(5));
    changes.follow();
    assertThat(changes.changedAt(1)).contains(now);
    assertThat(changes.changedAt(2)).isEmpty();
    revoke(1, 3, now.plusSeconds(9));
    changes.follow();
    assertThat(changes.changedAt(1)).contains(now);
  }

  @Test
  void cover_upToTheLastChange_isNoChangeAnyMore() {
    changes.start(reader.read());
    revoke(1, 1, now);
    revoke(1, 2, now);
    changes.follow();
    changes.cover(1, 1);
    assertThat(changes.changedAt(1)).isPresent();
    changes.cover(1, 2);
    assertThat(changes.changedAt(1)).isEmpty();
  }

  @Test
  void follow_coveredBeforeItWasRead_isNoChange() {
    changes.start(reader.read());
    revoke(1, 1, now);
    changes.cover(1, 1);
    changes.follow();
    assertThat(changes.changedAt(1)).isEmpty();
  }

  @Test
  void start_changesBefore_areLongOverdue() {
    revoke(1, 1, now);
    changes.start(reader.read());
    assertThat(changes.changedAt(1)).contains(Instant.EPOCH);
    assertThat(changes.changedAt(2)).isEmpty();
  }

  @Test
  void start_again_leavesNewChangesToFollow() {
    changes.start(reader.read());
    revoke(1, 1, now);
    changes.start(reader.read());
    assertThat(changes.changedAt(1)).isEmpty();
    changes.follow();
    assertThat(changes.changedAt(1)).contains(now);
    changes.start(reader.read());
    assertThat(changes.changedAt(1)).contains(now);
  }
}
