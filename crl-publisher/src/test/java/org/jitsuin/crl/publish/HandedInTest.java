package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.testing.StatusRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No server of the authority runs, which would take entries into the audit log. */
@Tag("stack")
class HandedInTest extends PublishingTest {
  private static final String FORGED =
      "INSERT INTO audit.submission (recorded_at, body, refusal) VALUES (1, 'x', 'forged')";

  @Override
  void happenBefore() {
    execute("DELETE FROM audit.submission");
  }

  @AfterEach
  void forget() {
    execute("DELETE FROM audit.submission");
  }

  private void execute(String sql) {
    rows.jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Test
  void run_whileNobodyTakesEntriesOver_publishesAllTheSame_andTellsHowLong() {
    assertThat(rows.audited(Server.PARTITION)).hasSize(2);
    runAfter(Duration.ofSeconds(30));
    assertThat(server.service().health().unrecorded()).isEmpty();
    revoke(StatusRows.serial(1), RevocationReason.SUPERSEDED);
    runAfter(DELAY);
    assertThat(server.number()).isEqualTo(2);
    assertThat(rows.audited(Server.PARTITION)).hasSize(3);
    runAfter(Duration.ofSeconds(30));
    assertThat(server.service().health().unrecordedFor().toMinutes()).isEqualTo(2);
    assertThat(server.service().health().unrecorded().orElseThrow())
        .startsWith("4 entries for the audit log wait for the authority, the first since ");
    assertThat(server.health().ready()).isTrue();

    execute("DELETE FROM audit.submission");
    runAfter(Duration.ofSeconds(30));
    assertThat(server.service().health().unrecorded()).isEmpty();
    assertThat(server.service().health().unrecordedFor()).isZero();
  }

  @Test
  void run_afterEntriesWereRefused_tellsThat() {
    execute(FORGED);
    runAfter(Duration.ofSeconds(30));
    assertThat(server.service().health().unrecorded())
        .contains("1 entries for the audit log were refused by the authority");
  }
}
