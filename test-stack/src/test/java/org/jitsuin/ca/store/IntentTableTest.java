package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.SigningIntent.IntentKey;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class IntentTableTest {
  private static final Instant NOW = Instant.parse("2025-10-27T01:02:03.456Z");

  /** No generation has such a number. */
  private static final int ISSUER = 201;

  private static final Node NODE = new Node("x-node", "first");

  private static final SigningIntent OF_CARD =
      new SigningIntent(
          ISSUER,
          Serial.parse("0a"),
          Purpose.CERTIFICATE,
          Optional.of(UUID.randomUUID().toString()),
          Optional.of(12),
          NOW.plusSeconds(9),
          Bytes.of(new byte[] {1, 2}));

  private static final SigningIntent OF_NO_CARD =
      new SigningIntent(
          ISSUER,
          Serial.parse("0b"),
          Purpose.OCSP_SIGNER,
          Optional.empty(),
          Optional.empty(),
          NOW.plusSeconds(8),
          Bytes.of(new byte[] {3}));

  private static final List<IntentKey> KEYS =
      List.of(new IntentKey(ISSUER, OF_CARD.serial()), new IntentKey(ISSUER, OF_NO_CARD.serial()));

  @Test
  void orphans_intentsOfAnEarlierStart_areAsTheyWereBegun() {
    Node restarted = new Node(NODE.name(), "second");
    Undone.transaction(handle -> {
      IntentTable.begin(handle, List.of(OF_CARD, OF_NO_CARD), NODE, NOW);
      List<PendingIntent> orphans =
          IntentTable.orphans(handle, restarted, Instant.EPOCH, List.of(), 1_000).stream()
              .filter(orphan -> orphan.issuerNumber() == ISSUER)
              .toList();
      assertThat(orphans)
          .containsExactlyInAnyOrder(PendingIntent.of(OF_CARD), PendingIntent.of(OF_NO_CARD));
      assertThat(IntentTable.orphans(handle, NODE, NOW, List.of(), 1_000))
          .noneMatch(orphan -> orphan.issuerNumber() == ISSUER);
      assertThat(IntentTable.orphans(handle, NODE, NOW.plusMillis(1), List.of(), 1_000))
          .filteredOn(orphan -> orphan.issuerNumber() == ISSUER)
          .hasSize(2);
    });
  }

  /** The clock by which it was begun may be ten minutes behind ours. */
  @Test
  void orphans_intentsOfAnotherThatLives_areNoneUntilItIsSilent() {
    Node other = new Node("other", "first");
    Undone.transaction(handle -> {
      IntentTable.begin(handle, List.of(OF_CARD), other, Instant.EPOCH);
      assertThat(orphans(handle, List.of())).hasSize(1);
      assertThat(ServerTable.claim(handle, other, "a".repeat(32), Optional.empty(), 1)).isTrue();
      assertThat(orphans(handle, List.of())).isEmpty();
      assertThat(orphans(handle, List.of("other"))).hasSize(1);
      // It was started anew, and may have been before its database knew of names.
      ServerTable.Row row = ServerTable.find(handle, "other").orElseThrow();
      Node again = new Node("other", "second");
      assertThat(ServerTable.claim(handle, again, row.home(), Optional.of(row), 2)).isTrue();
      assertThat(orphans(handle, List.of())).hasSize(1);
      assertThat(IntentTable.pending(handle))
          .filteredOn(intent -> intent.issuerNumber() == ISSUER)
          .hasSize(1);
    });
  }

  private static List<PendingIntent> orphans(Handle handle, List<String> silent) {
    return IntentTable.orphans(handle, NODE, NOW, silent, 1_000).stream()
        .filter(orphan -> orphan.issuerNumber() == ISSUER)
        .toList();
  }

  @Test
  void settled_oneCompletedAndOneAbandoned_tellsWhichMayHaveBeenSignedUnseen() {
    Undone.transaction(handle -> {
      IntentTable.begin(handle, List.of(OF_CARD, OF_NO_CARD), NODE, NOW);
      assertThat(IntentTable.lockPending(handle, KEYS)).isEqualTo(Set.copyOf(KEYS));
      assertThat(IntentTable.settled(handle, ISSUER)).isEmpty();
      assertThat(IntentTable.complete(handle, ISSUER, OF_CARD.serial())).isTrue();
      assertThat(IntentTable.abandon(handle, ISSUER, OF_NO_CARD.serial())).isTrue();
      assertThat(IntentTable.settled(handle, ISSUER))
          .containsExactlyInAnyOrder(
              new SettledIntent(OF_CARD.serial(), OF_CARD.notAfter(), false),
              new SettledIntent(OF_NO_CARD.serial(), OF_NO_CARD.notAfter(), true));
      assertThat(IntentTable.lockPending(handle, KEYS)).isEmpty();
    });
  }

  /** Whoever comes second, to complete it or to give it up, comes too late. */
  @Test
  void complete_intentThatWasGivenUp_isRefused() {
    Undone.transaction(handle -> {
      IntentTable.begin(handle, List.of(OF_CARD, OF_NO_CARD), NODE, NOW);
      assertThat(IntentTable.abandon(handle, ISSUER, OF_CARD.serial())).isTrue();
      assertThat(IntentTable.complete(handle, ISSUER, OF_CARD.serial())).isFalse();
      assertThat(IntentTable.abandon(handle, ISSUER, OF_CARD.serial())).isFalse();
      assertThat(IntentTable.complete(handle, KEYS)).isOne();
    });
  }
}
