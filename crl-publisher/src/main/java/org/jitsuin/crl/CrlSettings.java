package org.jitsuin.crl;

import static org.jitsuin.base.settings.ValueType.duration;
import static org.jitsuin.base.settings.ValueType.flag;
import static org.jitsuin.base.settings.ValueType.number;
import static org.jitsuin.base.settings.ValueType.oneOf;
import static org.jitsuin.base.settings.ValueType.path;
import static org.jitsuin.base.settings.ValueType.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.SettingList;

/** The settings that the CRL publisher alone reads. */
public final class CrlSettings {
  private static final SettingList ALL = new SettingList();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(366);

  /** How long changes are collected before a new CRL. */
  public static final Setting<Duration> DELAY =
      ALL.add("jitsuin.crl.delay", duration(Duration.ZERO, DAY), "PT1M");

  /** From thisUpdate to nextUpdate. */
  public static final Setting<Duration> VALIDITY =
      ALL.add("jitsuin.crl.validity", duration(MINUTE, YEAR), "PT36H");

  /** How long before its nextUpdate a CRL is replaced at the latest. */
  public static final Setting<Duration> OVERLAP =
      ALL.add("jitsuin.crl.overlap", duration(SECOND, YEAR), "PT12H");

  /** Certificates in a delta CRL from which on the next one starts from a newer complete CRL. */
  public static final Setting<Integer> DELTA_ENTRIES =
      ALL.add("jitsuin.crl.delta-entries", number(1, 10_000_000), "10000");

  /** Whether a revoked certificate stays on its CRL when it has ended. */
  public static final Setting<Boolean> EXPIRED_STAY =
      ALL.add(
          "jitsuin.crl.expired",
          oneOf(List.of(false, true), stays -> stays ? "stay" : "leave"),
          "leave");

  /** After what time there is a new complete CRL at the latest; zero: there is none. */
  public static final Setting<Duration> COMPLETE =
      ALL.add("jitsuin.crl.complete", duration(Duration.ZERO, YEAR), "P1D");

  /** The choice of the partitions that have metrics of their own. */
  public static final Setting<String> METRICS =
      ALL.add("jitsuin.crl.metrics", oneOf(List.of("sums", "used", "all"), name -> name), "used");

  /** How often to look for what is due. */
  public static final Setting<Duration> POLL =
      ALL.add("jitsuin.crl.poll", duration(Duration.ofMillis(50), HOUR), "PT1S");

  /** How often to look for what other servers published, and at the files. */
  public static final Setting<Duration> REFRESH =
      ALL.add("jitsuin.crl.refresh", duration(SECOND, HOUR), "PT10S");

  /** How long after a server's last sign of life another one takes over. */
  public static final Setting<Duration> LEASE =
      ALL.add("jitsuin.crl.lease", duration(Duration.ofSeconds(5), HOUR), "PT1M");

  /** The other servers, where each has a directory of CRLs of its own. */
  public static final Setting<String> PEERS = ALL.add("jitsuin.crl.peers", text());

  /** From a status filter's thisUpdate to its nextUpdate. */
  public static final Setting<Duration> FILTER_VALIDITY =
      ALL.add("jitsuin.filter.validity", duration(MINUTE, YEAR), "PT36H");

  /** How much earlier than a status filter's thisUpdate the serial numbers end that it tells of. */
  public static final Setting<Duration> FILTER_SETTLE =
      ALL.add("jitsuin.filter.settle", duration(SECOND, DAY), "PT15M");

  /** Where this server keeps what status filters are built of; nothing else is there. */
  public static final Setting<Path> FILTER_DIRECTORY = ALL.add("jitsuin.filter.directory", path());

  /** The LDAP directory that CRLs are put into as well. */
  public static final Setting<String> LDAP_URL = ALL.add("jitsuin.ldap.url", text());

  /** Whether {@code ldap://} turns to TLS before it logs in. */
  public static final Setting<Boolean> LDAP_START_TLS =
      ALL.add("jitsuin.ldap.start-tls", flag(), "false");

  /** Certificates (PEM) that the directory's certificate must lead to. */
  public static final Setting<Path> LDAP_TRUST_FILE = ALL.add("jitsuin.ldap.trust-file", path());

  /** The entry that the server logs in as at the directory. */
  public static final Setting<String> LDAP_BIND_DN = ALL.add("jitsuin.ldap.bind-dn", text());

  /** The file with the password of that entry. */
  public static final Setting<Path> LDAP_PASSWORD_FILE =
      ALL.add("jitsuin.ldap.password-file", path());

  private CrlSettings() {}

  /** All of them. */
  public static List<Setting<?>> all() {
    return ALL.all();
  }
}
