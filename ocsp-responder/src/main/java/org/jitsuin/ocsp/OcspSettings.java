package org.jitsuin.ocsp;

import static org.jitsuin.base.settings.ValueType.duration;
import static org.jitsuin.base.settings.ValueType.number;
import static org.jitsuin.base.settings.ValueType.oneOf;
import static org.jitsuin.base.settings.ValueType.path;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.SettingList;

/** The settings that the OCSP responder alone reads. */
public final class OcspSettings {
  private static final SettingList ALL = new SettingList();
  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration WEEK = Duration.ofDays(7);

  /** Whether only relying parties that are registered are answered. */
  public static final Setting<Boolean> REGISTERED_ONLY =
      ALL.add(
          "jitsuin.ocsp.requesters",
          oneOf(List.of(false, true), registered -> registered ? "registered" : "open"),
          "open");

  /** From thisUpdate to nextUpdate. */
  public static final Setting<Duration> VALIDITY =
      ALL.add("jitsuin.ocsp.validity", duration(Duration.ofMinutes(1), WEEK), "PT15M");

  /** How old a status may be and still be told. */
  public static final Setting<Duration> FRESHNESS_LIMIT =
      ALL.add("jitsuin.ocsp.freshness-limit", duration(Duration.ofSeconds(2), WEEK), "PT15M");

  /** How long after its end, to the day (UTC), the status of a certificate is told. */
  public static final Setting<Duration> RETENTION =
      ALL.add("jitsuin.ocsp.retention", duration(Duration.ZERO, Duration.ofDays(36_500)), "P3650D");

  /** How often the status feed is read. */
  public static final Setting<Duration> POLL =
      ALL.add(
          "jitsuin.ocsp.poll", duration(Duration.ofMillis(1), Duration.ofSeconds(10)), "PT0.02S");

  /** The file where what the responder knows is kept for its next start. */
  public static final Setting<Path> SNAPSHOT = ALL.add("jitsuin.ocsp.snapshot", path());

  /** How often the snapshot is written. */
  public static final Setting<Duration> SNAPSHOT_INTERVAL =
      ALL.add("jitsuin.ocsp.snapshot-interval", duration(TENTH, Duration.ofDays(1)), "PT5M");

  /** The directory for counts that the authority's database does not have yet. */
  public static final Setting<Path> COUNTS = ALL.add("jitsuin.ocsp.counts", path());

  /** How often it is read who is registered: a withdrawal holds after that. */
  public static final Setting<Duration> PARTY_RELOAD =
      ALL.add("jitsuin.ocsp.party-reload", duration(TENTH, Duration.ofMinutes(1)), "PT0.5S");

  /** How often signers are read, and counts written. */
  public static final Setting<Duration> SIGNER_RELOAD =
      ALL.add("jitsuin.ocsp.signer-reload", duration(TENTH, Duration.ofHours(1)), "PT10S");

  /** Answers that are kept at the most. */
  public static final Setting<Integer> STORED_ANSWERS =
      ALL.add("jitsuin.ocsp.stored-answers", number(0, 10_000_000), "10000");

  /** Percent of the validity left at which a kept answer is signed anew. */
  public static final Setting<Integer> RESIGN_BELOW =
      ALL.add("jitsuin.ocsp.resign-below", number(0, 100), "50");

  /** Octets of a request. */
  public static final Setting<Integer> MAX_REQUEST =
      ALL.add("jitsuin.ocsp.max-request", number(256, 1_048_576), "16384");

  /** CertIDs in a request. */
  public static final Setting<Integer> MAX_CERTIFICATES =
      ALL.add("jitsuin.ocsp.max-certificates", number(1, 1_000), "32");

  /** Whether who names issuers by SHA-1 is answered. */
  public static final Setting<Boolean> SHA_1 =
      ALL.add(
          "jitsuin.ocsp.sha-1",
          oneOf(List.of(true, false), answered -> answered ? "answered" : "refused"),
          "answered");

  /** How long a client may take to send its request. */
  public static final Setting<Duration> READ_TIMEOUT =
      ALL.add("jitsuin.ocsp.read-timeout", duration(TENTH, Duration.ofMinutes(5)), "PT5S");

  /** Requests that may wait for a signature or for the next look at the feed. */
  public static final Setting<Integer> WAITING =
      ALL.add("jitsuin.ocsp.waiting", number(1, 1_000_000), "1000");

  private OcspSettings() {}

  /** All of them. */
  public static List<Setting<?>> all() {
    return ALL.all();
  }
}
