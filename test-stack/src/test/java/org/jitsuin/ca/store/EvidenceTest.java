package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was issued and signed can be forgotten by the server's user, and not be exchanged. */
@Tag("stack")
class EvidenceTest {
  private static final byte[] CONTENT =
      "a certificate, longer than a hash is".getBytes(StandardCharsets.UTF_8);

  private Handle handle;

  @BeforeEach
  void begin() {
    handle = TestStack.shared().jdbi("ca").open();
    handle.begin();
    handle.execute(
        "INSERT INTO ca.certificate_der (issuer_no, serial, der) VALUES (1, 'evidence', ?)",
        (Object) CONTENT);
    handle.execute(
        """
        INSERT INTO ca.signing_intent (issuer_no, serial, purpose, state, not_after, tbs, node, boot,
          started_at)
        VALUES (1, 'evidence', 'certificate', 'completed', 1, ?, 'x', 'x', 1)
        """,
        (Object) CONTENT);
  }

  @AfterEach
  void end() {
    handle.rollback();
    handle.close();
  }

  private void update(String table, String column, String value) {
    handle.execute(
        "UPDATE %s SET %s = %s WHERE serial = 'evidence'".formatted(table, column, value));
  }

  private void refused(String table, String column, String value) {
    assertThatExceptionOfType(UnableToExecuteStatementException.class)
        .isThrownBy(() -> update(table, column, value))
        .havingRootCause()
        .withMessageContaining("_or_hash");
  }

  private void check(String table, String column) {
    refused(table, column, "CONCAT(%s, 'x')".formatted(column));
    refused(table, column, "REPEAT('x', 32)");
    refused(table, column, "''");
    update(table, column, "UNHEX(SHA2(%s, 256))".formatted(column));
    assertThat(
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM %s WHERE serial = 'evidence' AND %s = UNHEX(SHA2(:c, 256))"
                        .formatted(table, column))
                .bind("c", CONTENT)
                .mapTo(int.class)
                .one())
        .isOne();
    refused(table, column, "UNHEX(SHA2(%s, 256))".formatted(column));
  }

  @Test
  void certificate_becomesItsHashAndNothingElse() {
    check("ca.certificate_der", "der");
  }

  @Test
  void intent_becomesItsHashAndNothingElse() {
    check("ca.signing_intent", "tbs");
  }
}
