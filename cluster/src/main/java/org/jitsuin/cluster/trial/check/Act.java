package org.jitsuin.cluster.trial.check;

import java.util.Map;

/**
 * One try of an act. Tries of one act have one key; times are those of whoever asks, in
 * milliseconds.
 *
 * @param key the Idempotency-Key, or the event's id
 * @param subject what it is about, by kind
 * @param server that was asked
 * @param answer a hash of what was answered; empty where nothing was told
 * @param effects what became of which certificate, as it was told
 * @param entry the number of its first entry in the log; 0 where none was told
 */
public record Act(
    ActKind kind,
    String key,
    String subject,
    String server,
    long begin,
    long end,
    Outcome outcome,
    String answer,
    Map<String, Status> effects,
    long entry) {
  public Act {
    effects = Map.copyOf(effects);
  }
}
