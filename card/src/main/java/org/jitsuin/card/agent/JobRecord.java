package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.card.counter.Deed;

/**
 * A deed that was asked for, and what became of it. There is nothing of a person in it: neither
 * certificates nor PINs.
 *
 * @param key the Idempotency-Key under which it was asked for
 * @param digest of what was asked for, so that nothing else is asked for under that key
 * @param at when it was asked for last, in milliseconds since 1970
 * @param result as answered, where it was done
 * @param problem as answered, where it failed
 */
record JobRecord(
    UUID id,
    String key,
    String digest,
    String deed,
    String reader,
    String chip,
    Optional<UUID> order,
    long at,
    JobState state,
    Optional<ObjectNode> result,
    Optional<ObjectNode> problem) {
  static JobRecord of(UUID id, String key, String digest, Deed deed, long at) {
    return new JobRecord(
        id,
        key,
        digest,
        deed.name(),
        deed.reader(),
        deed.chip(),
        deed.act(),
        at,
        JobState.RUNNING,
        Optional.empty(),
        Optional.empty());
  }

  JobRecord in(JobState next) {
    return with(next, Optional.empty(), Optional.empty());
  }

  JobRecord done(ObjectNode answer) {
    return with(JobState.DONE, Optional.of(answer), Optional.empty());
  }

  JobRecord failed(ObjectNode answer) {
    return with(JobState.FAILED, Optional.empty(), Optional.of(answer));
  }

  private JobRecord with(JobState next, Optional<ObjectNode> answer, Optional<ObjectNode> refusal) {
    return new JobRecord(id, key, digest, deed, reader, chip, order, at, next, answer, refusal);
  }
}
