package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
          IntentTable.orphans(handle, restarted, Instant.EPOCH, 1_000).stream()
              .filter(orphan -> orphan.issuerNumber() == ISSUER)
              .toList();
      assertThat(orphans)
          .containsExactlyInAnyOrder(PendingIntent.of(OF_CARD), PendingIntent.of(OF_NO_CARD));
      assertThat(IntentTable.orphans(handle, NODE, NOW, 1_000))
          .noneMatch(orphan -> orphan.issuerNumber() == ISSUER);
      assertThat(IntentTable.orphans(handle, NODE, NOW.plusMillis(1), 1_000))
          .filteredOn(orphan -> orphan.issuerNumber() == ISSUER)
          .hasSize(2);
    });
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
