package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each service's database user may not do, tried for real. */
@Tag("stack")
class GrantsTest {
  /** MariaDB: access to the schema denied; command or column denied on the table. */
  private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227);

  private final TestStack stack = TestStack.shared();

  private void execute(String user, String sql) throws SQLException {
    try (Connection connection = stack.dataSource(user).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The audit log and the feed are only ever added to.
        "ca | UPDATE audit.entry SET kind = 'x'",
        "ca | DELETE FROM audit.entry",
        "ca | DELETE FROM audit.checkpoint",
        "ca | UPDATE audit.key_use SET signatures = 0",
        "ca | DELETE FROM audit.key_use",
        "ocsp | SELECT * FROM audit.key_use",
        "crl | SELECT * FROM audit.key_use",
        "crl | UPDATE audit.key_use SET signatures = 0",
        "ca | INSERT INTO audit.log_key VALUES (2, 'x', 'x', 'x', 'x', 1)",
        "ca | INSERT INTO status.audit_head VALUES (1, 2)",
        "ca | TRUNCATE audit.entry",
        "ca | DROP TABLE audit.entry",
        "ca | ALTER TABLE audit.entry ADD x INT",
        "ca | REPLACE INTO audit.entry (entry_no, id, recorded_at, kind, body) VALUES (1, 'x', 1, 'x', 'x')",
        "ca | UPDATE audit.disclosure SET salt = ''",
        "ca | UPDATE status.feed SET reason = NULL",
        "ca | DELETE FROM status.feed",
        "ca | INSERT INTO status.feed_head VALUES (1, 2)",
        // What ceremonies decide.
        "ca | UPDATE status.issuer SET issues_from = 0",
        "ca | UPDATE audit.roll_over SET script = '{}'",
        "ca | UPDATE audit.ceremony_record SET body = ''",
        "crl | UPDATE status.issuer SET issues_from = 0",
        "ocsp | SELECT body FROM audit.ceremony_record",
        "ca | DELETE FROM status.feed_head",
        // What was issued stays, and so do the intents.
        "ca | DELETE FROM ca.certificate",
        "ca | DELETE FROM ca.signing_intent",
        "ca | DELETE FROM ca.card",
        "ca | UPDATE status.certificate SET not_after = 0",
        "ca | DELETE FROM status.certificate",
        "ca | UPDATE status.issuer SET certificate = ''",
        "ca | UPDATE status.crl_partition SET distribution_point = ''",
        "ca | DELETE FROM status.ocsp_signer",
        "ca | INSERT INTO status.crl (partition_no) VALUES (1)",
        // The OCSP responder reads the status and nothing else.
        "ocsp | SELECT * FROM ca.resident",
        "ocsp | SELECT * FROM ca.certificate",
        "ocsp | SELECT * FROM ca.signing_intent",
        "ocsp | SELECT * FROM audit.entry",
        "ocsp | SELECT * FROM audit.disclosure",
        "ocsp | SELECT * FROM audit.checkpoint",
        "ocsp | UPDATE status.audit_head SET last = 0",
        "ocsp | INSERT INTO status.revocation SELECT * FROM status.revocation",
        "ocsp | UPDATE status.lease SET holder = 'x'",
        "ocsp | DELETE FROM status.revocation",
        "ocsp | INSERT INTO audit.entry (entry_no, id, recorded_at, kind, body) VALUES (1, 'x', 1, 'x', 'x')",
        "ocsp | INSERT INTO audit.submission (recorded_at, body) VALUES (1, 'x')",
        "ocsp | INSERT INTO status.crl_setback VALUES ('x', 1, 0, 'x', 'x', 1)",
        // The CRL publisher hands in entries that it cannot read any more, and keeps its own rows.
        "crl | SELECT * FROM ca.resident",
        "crl | SELECT * FROM ca.certificate",
        "crl | SELECT * FROM ca.card",
        "crl | SELECT * FROM audit.entry",
        "crl | SELECT * FROM audit.disclosure",
        "crl | UPDATE audit.entry SET kind = 'x'",
        "crl | DELETE FROM status.crl",
        // It reaches nothing that the authority cannot do without.
        "crl | INSERT INTO audit.entry (entry_no, id, recorded_at, kind, body) VALUES (1, 'x', 1, 'x', 'x')",
        "crl | UPDATE status.audit_head SET last = 1",
        "crl | UPDATE status.audit_head SET last = last",
        "crl | UPDATE status.audit_head SET open = FALSE",
        "crl | SELECT * FROM status.audit_head FOR UPDATE",
        "crl | INSERT INTO status.audit_head VALUES (1, 2, TRUE)",
        "crl | UPDATE status.feed_head SET last = 0",
        "crl | UPDATE status.lease SET expires_at = 9000000000000000",
        "crl | INSERT INTO status.lease VALUES ('audit-log', 'x', 1, 9000000000000000)",
        "crl | SELECT * FROM status.lease FOR UPDATE",
        "crl | INSERT INTO status.setback VALUES ('audit-log', 1, 0, 'x', 'x', 1)",
        "crl | UPDATE status.setback SET published = 1",
        "crl | DELETE FROM status.crl_setback",
        "crl | DELETE FROM status.crl_lease",
        // What it handed in stays as it is; what it recorded of a CRL keeps its number.
        "crl | SELECT body FROM audit.submission",
        "crl | UPDATE audit.submission SET body = 'x'",
        "crl | DELETE FROM audit.submission",
        "crl | INSERT INTO audit.submission (recorded_at, body, refusal) VALUES (1, 'x', 'x')",
        "crl | INSERT INTO audit.submission (submission_no, recorded_at, body) VALUES (1, 1, 'x')",
        "crl | UPDATE status.crl SET number = 1",
        "crl | UPDATE status.crl SET feed_seq = 1",
        "crl | INSERT INTO status.crl (partition_no, number, state, sha256) VALUES (1, 1, 'published', 'x')",
        "crl | SELECT * FROM status.relying_party",
        "crl | SELECT * FROM status.relying_party_count",
        "crl | SELECT * FROM status.ocsp_signer",
        "ca | INSERT INTO audit.submission (recorded_at, body) VALUES (1, 'x')",
        "ca | UPDATE audit.submission SET body = 'x'",
        "ca | UPDATE status.crl_lease SET expires_at = 0",
        "ca | DELETE FROM status.crl_setback",
        "ca | INSERT INTO status.crl_setback VALUES ('x', 1, 0, 'x', 'x', 1)",
        "crl | DELETE FROM status.revocation",
        "crl | INSERT INTO status.feed SELECT * FROM status.feed"
      })
  void execute_whatTheServiceHasNoNeedOf_denied(String user, String sql) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> execute(user, sql))
        .satisfies(denied -> assertThat(DENIED).contains(denied.getErrorCode()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ca | DROP TABLE ca.certificate",
        "ca | DROP SCHEMA ca",
        "ca | CREATE TABLE ca.x (x INT)",
        "ca | CREATE USER x",
        "ca | GRANT SELECT ON ca.* TO jitsuin_ocsp",
        "ocsp | DROP TABLE status.revocation",
        "ocsp | DROP SCHEMA status",
        "crl | DROP TABLE status.crl",
        "crl | TRUNCATE status.crl",
        "crl | DROP SCHEMA status",
        "crl | ALTER TABLE status.crl ADD x INT"
      })
  void execute_changeOfTheSchema_denied(String user, String sql) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> execute(user, sql))
        .satisfies(denied -> assertThat(DENIED).contains(denied.getErrorCode()));
  }

  /** Only the authority knows how far the log has come. */
  @Test
  void execute_setbackOfTheLogByThePublisher_isNoRow() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() ->
            execute(
                "crl", "INSERT INTO status.crl_setback VALUES ('audit-log', 9, 0, 'x', 'x', 1)"))
        .withMessageContaining("CONSTRAINT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ca | SELECT * FROM audit.entry LIMIT 1",
        "ca | SELECT * FROM ca.resident LIMIT 1",
        "ocsp | SELECT * FROM status.feed LIMIT 1",
        "ocsp | SELECT * FROM status.ocsp_signer LIMIT 1",
        "crl | SELECT * FROM status.revocation LIMIT 1",
        "crl | SELECT * FROM status.crl LIMIT 1",
        "crl | SELECT recorded_at, refusal FROM audit.submission LIMIT 1",
        "crl | SELECT * FROM status.setback LIMIT 1",
        "admin | SELECT * FROM ca.resident LIMIT 1"
      })
  void execute_whatTheServiceNeeds_allowed(String user, String sql) throws SQLException {
    execute(user, sql);
  }
}
