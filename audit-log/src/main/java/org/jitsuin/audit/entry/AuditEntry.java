package org.jitsuin.audit.entry;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jitsuin.audit.tlog.EntryBundle;

/**
 * An entry of the audit log.
 *
 * @param id names the entry: a UUID of version 7 (RFC 9562), so that ids sort by time
 * @param at when it was done, in whole milliseconds
 * @param actor who did it
 * @param act what was done
 */
public record AuditEntry(UUID id, Instant at, Actor actor, AuditAct act) {
  private static final int VERSION = 1;
  private static final Pattern CARD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public AuditEntry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** An entry for something done just now. */
  public static AuditEntry of(Instant at, Actor actor, AuditAct act, SecureRandom random) {
    return new AuditEntry(timeOrdered(at, random), at, actor, act);
  }

  /** The canonical bytes: what is stored, hashed and shown; see {@code docs/audit-format.md}. */
  public byte[] encoded() {
    byte[] bytes = canonical();
    if (bytes.length > EntryBundle.LONGEST) {
      throw new IllegalStateException("an entry is too long for the log: " + bytes.length);
    }
    return bytes;
  }

  private byte[] canonical() {
    ObjectForm actorForm = ObjectForm.of(actor);
    SortedMap<String, Object> actorMembers = actorForm.members(actor);
    actorMembers.put("kind", actorForm.kind());
    return CanonicalJson.encode(
        Map.of(
            "v", VERSION,
            "id", id.toString(),
            "at", text(at),
            "actor", actorMembers,
            "act", kind(),
            "detail", ObjectForm.of(act).members(act)));
  }

  /** When it was done, as its encoding says it. */
  public String time() {
    return text(at);
  }

  /** The name of the kind of act, such as {@code certificates-issued}. */
  public String kind() {
    return ObjectForm.of(act).kind();
  }

  /**
   * The id of the card that the act is about, if one. A request that was refused may have named
   * anything; what is no id stands in the encoding only.
   */
  public Optional<String> card() {
    return ObjectForm.of(act).text(act, "card").filter(text -> CARD.matcher(text).matches());
  }

  /** A time as it stands in entries: UTC with milliseconds, {@code 2025-10-27T03:04:05.678Z}. */
  static String text(Instant instant) {
    return TIME.format(instant);
  }

  private static UUID timeOrdered(Instant at, SecureRandom random) {
    long versionAndRandom = 0x7000L | (random.nextLong() & 0x0fffL);
    long high = (at.toEpochMilli() << 16) | versionAndRandom;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
