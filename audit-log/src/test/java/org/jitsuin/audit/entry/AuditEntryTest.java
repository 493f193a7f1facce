package org.jitsuin.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05.678901234Z");
  private static final Actor ACTOR = new Actor.Component("ca-core", "node-1");
  private static final AuditAct ACT = new ServiceAct.ServerStarted("1.0");

  private final SecureRandom random = new SecureRandom();

  @Test
  void of_anyTime_isKeptInMilliseconds() {
    AuditEntry entry = AuditEntry.of(NOW, ACTOR, ACT, random);
    assertThat(entry.at()).isEqualTo(Instant.parse("2025-10-27T03:04:05.678Z"));
    assertThat(AuditEntry.text(NOW)).isEqualTo("2025-10-27T03:04:05.678Z");
    assertThat(AuditEntry.text(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
  }

  /** RFC 9562 section 5.7. */
  @Test
  void of_id_isAUuidOfVersionSevenWithTheTimeInFront() {
    AuditEntry entry = AuditEntry.of(NOW, ACTOR, ACT, random);
    assertThat(entry.id().version()).isEqualTo(7);
    assertThat(entry.id().variant()).isEqualTo(2);
    assertThat(entry.id().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void of_laterEntries_haveLargerIdsAsText() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ids.add(AuditEntry.of(NOW.plusMillis(i), ACTOR, ACT, random).id().toString());
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void encoded_twice_isTheSame() {
    AuditEntry entry = AuditEntry.of(NOW, ACTOR, ACT, random);
    assertThat(entry.encoded()).isEqualTo(entry.encoded());
  }

  @Test
  void card_actThatNamesNone_isEmpty() {
    AuditEntry entry = AuditEntry.of(NOW, ACTOR, ACT, random);
    assertThat(entry.card()).isEmpty();
    assertThat(entry.kind()).isEqualTo("server-started");
  }

  @Test
  void encoded_actor_saysWhoItIs() {
    Actor staff =
        new Actor.Staff("clerk-13221", "office-clerk", Serial.parse("0a"), Optional.empty());
    assertThat(text(AuditEntry.of(NOW, staff, ACT, random)))
        .contains(
            """
            "actor":{"certificate":"0a","kind":"staff","name":"clerk-13221","role":"office-clerk"}\
            """);
    assertThat(text(AuditEntry.of(NOW, ACTOR, ACT, random)))
        .contains(
            """
            "actor":{"component":"ca-core","kind":"system","node":"node-1"}\
            """);
  }

  private static String text(AuditEntry entry) {
    return new String(entry.encoded(), StandardCharsets.UTF_8);
  }
}
