package org.jitsuin.ca;

import static org.jitsuin.base.settings.ValueType.duration;
import static org.jitsuin.base.settings.ValueType.number;
import static org.jitsuin.base.settings.ValueType.oneOf;
import static org.jitsuin.base.settings.ValueType.path;
import static org.jitsuin.base.settings.ValueType.text;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.SettingList;
import org.jitsuin.base.settings.ValueType;
import org.jitsuin.ca.lifecycle.Policy.Amendment;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.validity.LeapDayRule;

/** The settings that the certificate authority alone reads. */
public final class CaSettings {
  private static final SettingList ALL = new SettingList();
  private static final int MOST_EVENTS = 1_000_000_000;
  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TEN_YEARS = Duration.ofDays(3_653);

  /** Another node of the database, which must show what is done before anybody is told. */
  public static final Setting<String> DB_SECOND = ALL.add("jitsuin.db.second", text());

  /** Requests of offices that run at once. */
  public static final Setting<Integer> OFFICE_THREADS =
      ALL.add("jitsuin.office.threads", number(1, 1_000), "24");

  /** How many more requests may wait for a thread. */
  public static final Setting<Integer> OFFICE_WAITING =
      ALL.add("jitsuin.office.waiting", number(1, 100_000), "500");

  /** How long a request waits for a thread. */
  public static final Setting<Duration> OFFICE_PATIENCE =
      ALL.add("jitsuin.office.patience", duration(TENTH, Duration.ofMinutes(5)), "PT5S");

  /** How long a statement of a request of an office may take in the database. */
  public static final Setting<Duration> OFFICE_STATEMENT_TIMEOUT =
      ALL.add("jitsuin.office.statement-timeout", duration(TENTH, Duration.ofMinutes(5)), "PT10S");

  /** How long a client may take to send the body of a request. */
  public static final Setting<Duration> OFFICE_READ_TIMEOUT =
      ALL.add("jitsuin.office.read-timeout", duration(TENTH, Duration.ofMinutes(5)), "PT10S");

  /** The birthday of those born on February 29. */
  public static final Setting<LeapDayRule> LEAP_DAY =
      ALL.add("jitsuin.validity.leap-day", byName(LeapDayRule.values()), "FEBRUARY_28");

  /** The treatment of a compromise that is reported of a certificate that is revoked already. */
  public static final Setting<Amendment> AMENDMENT =
      ALL.add("jitsuin.revocation.amendment", byName(Amendment.values()), "TOLD");

  /** The effect of a lifted suspension on the signature certificate. */
  public static final Setting<LiftOfSignature> LIFT_OF_SIGNATURE =
      ALL.add("jitsuin.suspension.lift-of-signature", byName(LiftOfSignature.values()), "RESTORED");

  /** After how many days a suspension that nobody lifted ends the card; never where unset. */
  public static final Setting<Period> SUSPENSION_ENDS =
      ALL.add("jitsuin.suspension.ends-after-days", number(1, 99_999).map(Period::ofDays));

  /**
   * Whether certificates wait until the register has confirmed the resident; required in production
   * where unset.
   */
  public static final Setting<RegisterConfirmation> REGISTER_CONFIRMATION =
      ALL.add(
          "jitsuin.policy.register-confirmation",
          oneOf(List.of(RegisterConfirmation.values()), RegisterConfirmation::id));

  /** Lines of one streamed batch of resident events. */
  public static final Setting<Integer> BATCH_LINES =
      ALL.add("jitsuin.register.batch-lines", number(1, 100_000_000), "2000000");

  /** How long the sender of a batch may say nothing. */
  public static final Setting<Duration> BATCH_IDLE =
      ALL.add("jitsuin.register.batch-idle", duration(SECOND, HOUR), "PT1M");

  /** How long a batch may take in all. */
  public static final Setting<Duration> BATCH_DURATION =
      ALL.add("jitsuin.register.batch-duration", duration(SECOND, DAY), "PT4H");

  /** Where the register may drop files of events. */
  public static final Setting<Path> DROP_DIRECTORY =
      ALL.add("jitsuin.register.drop-directory", path());

  /** How often that directory is looked into. */
  public static final Setting<Duration> DROP_POLL =
      ALL.add("jitsuin.register.drop-poll", duration(TENTH, HOUR), "PT10S");

  /** How long after one server's last sign of life another goes on with that directory. */
  public static final Setting<Duration> DROP_LEASE =
      ALL.add("jitsuin.register.drop-lease", duration(Duration.ofSeconds(10), HOUR), "PT1M");

  /**
   * Acts of a day that end something which nobody at the counter asked for, of one person alone.
   */
  public static final Setting<Integer> BRAKE_EX_OFFICIO =
      ALL.add("jitsuin.brake.revocations.ex-officio", number(0, 1_000_000), "20");

  /** Acts of a day that end something at a holder's request, of one person alone. */
  public static final Setting<Integer> BRAKE_REQUESTED =
      ALL.add("jitsuin.brake.revocations.requested", number(0, 1_000_000), "300");

  /** Suspensions of one person in a row. */
  public static final Setting<Integer> BRAKE_SUSPENSION_BURST =
      ALL.add("jitsuin.brake.suspensions.burst", number(1, 1_000_000), "30");

  /** After what time one more suspension is there. */
  public static final Setting<Duration> BRAKE_SUSPENSION_INTERVAL =
      ALL.add("jitsuin.brake.suspensions.interval", duration(TENTH, MINUTE), "PT10S");

  /** Deaths, departures and other removals that one source may report in an hour in any case. */
  public static final Setting<Integer> BRAKE_REMOVALS =
      ALL.add("jitsuin.brake.events.removals", number(1, MOST_EVENTS), "5000");

  /** Moves and entries that one source may report in an hour in any case. */
  public static final Setting<Integer> BRAKE_MOVES =
      ALL.add("jitsuin.brake.events.moves", number(1, MOST_EVENTS), "100000");

  /** Changes and corrections of other data that one source may report in an hour in any case. */
  public static final Setting<Integer> BRAKE_CORRECTIONS =
      ALL.add("jitsuin.brake.events.corrections", number(1, MOST_EVENTS), "20000");

  /** Losses and returns of cards that one source may report in an hour in any case. */
  public static final Setting<Integer> BRAKE_LOSSES =
      ALL.add("jitsuin.brake.events.losses", number(1, MOST_EVENTS), "20000");

  /** How many times as many as usual one source may report in an hour. */
  public static final Setting<Integer> BRAKE_MULTIPLE =
      ALL.add("jitsuin.brake.events.multiple", number(1, 1_000), "10");

  /**
   * How many certificates make a partition full. An entry of a CRL takes 84 octets at the most, so
   * that 119,000 of them fit into 10 MB; what is left is for those that are issued until all
   * servers know the next partition.
   */
  public static final Setting<Integer> PARTITION_CERTIFICATES =
      ALL.add("jitsuin.crl.partition-certificates", number(1_000, 100_000_000), "90000");

  /** After what pause the next request of a member of staff is recorded as their coming again. */
  public static final Setting<Duration> STAFF_PAUSE =
      ALL.add("jitsuin.staff.pause", duration(MINUTE, DAY), "PT30M");

  /** How many people one person may shut out in a day, without a second person. */
  public static final Setting<Integer> STAFF_BLOCKS =
      ALL.add("jitsuin.staff.blocks-per-day", number(1, 1_000), "5");

  /** How many lineages a relying party may ask for on a day. */
  public static final Setting<Integer> LINEAGES =
      ALL.add("jitsuin.relying-party.lineages-per-day", number(1, 100_000_000), "20000");

  /** How often a relying party may use consents of holders on a day. */
  public static final Setting<Integer> CONSENT_REQUESTS =
      ALL.add("jitsuin.relying-party.consent-requests-per-day", number(1, 100_000_000), "100000");

  /** How long nobody else is at the writing of a card after somebody did something to it. */
  public static final Setting<Duration> ORDER_LEASE =
      ALL.add("jitsuin.card.order-lease", duration(MINUTE, HOUR), "PT5M");

  /** After what time certificates are revoked that a card is not known to hold. */
  public static final Setting<Duration> ORDER_LAPSE =
      ALL.add("jitsuin.card.order-lapse", duration(HOUR, Duration.ofDays(30)), "PT24H");

  /** How long it is kept by what somebody was searched for. */
  public static final Setting<Duration> KEEP_SEARCHES =
      ALL.add("jitsuin.retention.searches", duration(DAY, TEN_YEARS), "P365D");

  /** How long it is kept who reported a loss. */
  public static final Setting<Duration> KEEP_REPORTERS =
      ALL.add("jitsuin.retention.reporters", duration(DAY, TEN_YEARS), "P365D");

  /** How long it is kept what was entered with an application that has ended. */
  public static final Setting<Duration> KEEP_APPLICATIONS =
      ALL.add("jitsuin.retention.applications", duration(DAY, TEN_YEARS), "P365D");

  /** How long files that the register dropped are kept, and their results. */
  public static final Setting<Duration> KEEP_DROP_FILES =
      ALL.add("jitsuin.retention.drop-files", duration(DAY, TEN_YEARS), "P30D");

  /** How often new entries are put into the audit log's tree and signed. */
  public static final Setting<Duration> AUDIT_INTERVAL =
      ALL.add("jitsuin.audit.interval", duration(Duration.ofMillis(50), DAY), "PT1S");

  /** How often witnesses are asked to cosign. */
  public static final Setting<Duration> AUDIT_WITNESS_INTERVAL =
      ALL.add("jitsuin.audit.witness-interval", duration(Duration.ofMillis(50), DAY), "PT10S");

  private CaSettings() {}

  private static <E extends Enum<E>> ValueType<E> byName(E[] values) {
    return oneOf(List.of(values), Enum::name);
  }

  /** All of them. */
  public static List<Setting<?>> all() {
    return ALL.all();
  }
}
