package org.jitsuin.ca.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.store.AppendedEntries;

/**
 * What an act can be proved by: its place in the audit log.
 *
 * @param entry the number of its first entry
 * @param entries how many it left, one behind the other
 * @param at when it was done, as the entry says it
 * @param version the holder's from then on, of an act upon a card
 */
public record Receipt(long entry, int entries, String at, OptionalInt version) {
  /** Creates the receipt of what is done to no card that was there before. */
  public Receipt(long entry, int entries, String at) {
    this(entry, entries, at, OptionalInt.empty());
  }

  /**
   * The receipt of what a transaction has done until now; empty where that left no entry.
   *
   * @param version the holder's from then on, of an act upon a card
   */
  static Optional<Receipt> of(Handle handle, OptionalInt version) {
    AppendedEntries appended = AppendedEntries.of(handle);
    return appended.count() == 0
        ? Optional.empty()
        : Optional.of(new Receipt(appended.first(), appended.count(), appended.at(), version));
  }

  /** What somebody has seen who has this receipt; empty where it is of no card. */
  private String seen() {
    return version.isEmpty()
        ? ""
        : ",\"version\":\"" + new CardVersion(version.getAsInt(), entry + entries - 1) + "\"";
  }

  /**
   * The same answer with the receipt as its last member.
   *
   * <p>The number is known when all else of the answer is, and more, is written: so it is put into
   * the finished text.
   *
   * @param answer a JSON object without spaces, with a member at least
   */
  public Bytes on(Bytes answer) {
    String text = new String(answer.bytes(), StandardCharsets.UTF_8);
    if (!text.startsWith("{\"") || !text.endsWith("}")) {
      throw new IllegalStateException("an answer to an act is an object");
    }
    String receipt =
        String.format(
            Locale.ROOT,
            ",\"receipt\":{\"entry\":%d,\"entries\":%d,\"at\":\"%s\"%s}}",
            entry,
            entries,
            at,
            seen());
    return Bytes.of(
        (text.substring(0, text.length() - 1) + receipt).getBytes(StandardCharsets.UTF_8));
  }
}
