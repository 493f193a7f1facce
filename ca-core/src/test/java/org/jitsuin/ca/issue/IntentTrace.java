package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.testing.CaFixture;

/**
 * What issues left of their intents.
 *
 * @param ca on which it is looked up
 */
record IntentTrace(CaFixture ca) {
  long intents(Card card, String state) {
    return ca.count(
        "SELECT COUNT(*) FROM ca.signing_intent WHERE card_id = ? AND state = ?", card.id(), state);
  }

  void awaitPending(Card card, int count) throws InterruptedException {
    for (int i = 0; i < 1_000 && intents(card, "pending") < count; i++) {
      Thread.sleep(5);
    }
    assertThat(intents(card, "pending")).isEqualTo(count);
  }

  /** What must be true of every serial number that was given up: known, revoked, told, audited. */
  void assertAbandoned(Card card, int count) {
    List<Serial> serials =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        """
                        SELECT serial FROM ca.signing_intent
                        WHERE card_id = ? AND state = 'abandoned'
                        """,
                        card.id())
                    .mapTo(byte[].class)
                    .map(Serial::of)
                    .list());
    assertThat(serials).hasSize(count);
    assertThat(intents(card, "pending")).isZero();
    for (Serial serial : serials) {
      byte[] octets = serial.octets();
      assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE serial = ?", octets)).isZero();
      assertThat(ca.count("SELECT COUNT(*) FROM status.certificate WHERE serial = ?", octets))
          .isOne();
      assertThat(ca.count("SELECT reason FROM status.revocation WHERE serial = ?", octets))
          .isEqualTo(RevocationReason.UNSPECIFIED.code());
      assertThat(
              ca.count("SELECT COUNT(*) FROM status.feed WHERE serial = ? AND reason = 0", octets))
          .isOne();
      assertThat(
              ca.count(
                  """
                  SELECT COUNT(*) FROM audit.entry
                  WHERE kind = 'issue-abandoned' AND card = ? AND LOCATE(?, body) > 0
                  """,
                  card.id(),
                  serial.toString()))
          .isOne();
    }
  }
}
