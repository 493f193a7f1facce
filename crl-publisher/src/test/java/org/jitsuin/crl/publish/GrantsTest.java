package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the publisher's database user may not do. */
@Tag("stack")
class GrantsTest {
  private final Jdbi jdbi = TestStack.shared().jdbi("crl");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM ca.resident",
        "SELECT * FROM ca.card",
        "SELECT * FROM ca.certificate",
        "SELECT * FROM ca.staff",
        "SELECT * FROM ca.signing_intent",
        "SELECT body FROM audit.entry",
        "SELECT * FROM audit.disclosure",
        "SELECT * FROM audit.checkpoint",
        "SELECT * FROM audit.roll_over",
        "DELETE FROM audit.link_certificate",
        "UPDATE audit.entry SET body = ''",
        "INSERT INTO audit.entry (entry_no, id, recorded_at, kind, body) VALUES (1, 'x', 1, 'x', 'x')",
        "UPDATE status.audit_head SET last = 1",
        "UPDATE status.lease SET expires_at = 0",
        "SELECT body FROM audit.submission",
        "DELETE FROM audit.entry",
        "DELETE FROM status.crl",
        "INSERT INTO status.revocation VALUES (1, 'x', 1, 1, 1, 1)",
        "DELETE FROM status.revocation",
        "UPDATE status.crl_partition SET id = 'x'",
        "UPDATE status.feed_head SET last = 0"
      })
  void execute_whatIsNotThePublishersBusiness_isDenied(String sql) {
    assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute(sql)))
        .rootCause()
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }
}
