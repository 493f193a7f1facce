package org.jitsuin.base.settings;

import static org.jitsuin.base.settings.ValueType.duration;
import static org.jitsuin.base.settings.ValueType.number;
import static org.jitsuin.base.settings.ValueType.oneOf;
import static org.jitsuin.base.settings.ValueType.path;
import static org.jitsuin.base.settings.ValueType.text;
import static org.jitsuin.base.settings.ValueType.wholeNumber;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.model.Service;

/** The settings that more than one service reads. */
public final class BaseSettings {
  private static final SettingList ALL = new SettingList();
  private static final Duration FARTHEST = Duration.ofDays(36_525);

  /** Whether it is {@code production}, which refuses a moved clock. */
  public static final Setting<Boolean> PRODUCTION =
      ALL.add(
          "jitsuin.mode",
          oneOf(List.of(false, true), production -> production ? "production" : "development"),
          "development");

  /** How far the authorities' clock is moved. */
  public static final Setting<Duration> CLOCK_OFFSET =
      ALL.add("jitsuin.clock.offset", duration(FARTHEST.negated(), FARTHEST), "PT0S");

  /** The server's name, different on each server. */
  public static final Setting<String> NODE = ALL.add("jitsuin.node", text(), "node-1");

  /** The services that this server runs. */
  public static final Setting<Set<Service>> SERVICES =
      ALL.add(
          "jitsuin.services",
          new ValueType<>(
              Service::parse,
              "a list of authority, ocsp, crl or crl-mirror (not both), and repository, separated"
                  + " by commas"),
          Service.ALL);

  /** Where relying parties reach OCSP, CRLs and CA certificates. */
  public static final Setting<String> BASE_URL = ALL.add("jitsuin.base-url", text());

  /**
   * The authority's own database, where that of a responder is a replica: there it asks for the
   * certificates of its signers, and brings its counts.
   */
  public static final Setting<String> DB_HOME = ALL.add("jitsuin.db.home", text());

  /** The last step of the schema that this release relies upon; 0: it is not looked at. */
  public static final Setting<Integer> SCHEMA_NEEDS =
      ALL.add("jitsuin.schema.needs", number(0, Integer.MAX_VALUE), "0");

  /** The last step of the schema that this release knows. */
  public static final Setting<Integer> SCHEMA_KNOWS =
      ALL.add("jitsuin.schema.knows", number(0, Integer.MAX_VALUE), "0");

  /** The files of the audit log's tree, each server's own. */
  public static final Setting<Path> AUDIT_DIRECTORY = ALL.add("jitsuin.audit.directory", path());

  /**
   * The witnesses of the audit log: for each its verifier key, a space and its address, separated
   * by commas.
   */
  public static final Setting<String> AUDIT_WITNESSES = ALL.add("jitsuin.audit.witnesses", text());

  /** The published CRLs, shared between servers. */
  public static final Setting<Path> CRL_DIRECTORY = ALL.add("jitsuin.crl.directory", path());

  /** After what time there is a new status filter at the latest; zero: there is none. */
  public static final Setting<Duration> FILTER_EVERY =
      ALL.add("jitsuin.filter.every", duration(Duration.ZERO, Duration.ofDays(1)), "PT15M");

  /** The PKCS#11 module of the tokens. */
  public static final Setting<Path> PKCS11_LIBRARY = ALL.add("jitsuin.pkcs11.library", path());

  /** The key store (PKCS #12) with the server's key for TLS. */
  public static final Setting<Path> TLS_KEYSTORE = ALL.add("jitsuin.tls.keystore", path());

  /** The password of {@link #TLS_KEYSTORE}. */
  public static final Setting<String> TLS_KEYSTORE_PASSWORD =
      ALL.add("jitsuin.tls.keystore.password", text());

  /** The trust store (PKCS #12) that holds the staff authority and nothing else. */
  public static final Setting<Path> TLS_TRUSTSTORE = ALL.add("jitsuin.tls.truststore", path());

  /** The password of {@link #TLS_TRUSTSTORE}. */
  public static final Setting<String> TLS_TRUSTSTORE_PASSWORD =
      ALL.add("jitsuin.tls.truststore.password", text());

  /**
   * The port at which the counter agent of each desk answers, on the loopback address of the desk's
   * own machine; the pages of the counter may ask it. 0 where there is none.
   */
  public static final Setting<Integer> COUNTER_AGENT_PORT =
      ALL.add("jitsuin.office.agent-port", number(0, 65_535), "8450");

  /** Signatures at once, for each token; one more than there are cores. */
  public static final Setting<Integer> PKCS11_THREADS =
      ALL.add(
          "jitsuin.pkcs11.threads",
          number(1, 256),
          Integer.toString(Math.min(256, Runtime.getRuntime().availableProcessors() + 1)));

  /** Signatures that may wait, for each token. */
  public static final Setting<Integer> PKCS11_WAITING =
      ALL.add("jitsuin.pkcs11.waiting", number(1, 1_000_000), "1000");

  /** How long a signature may take. */
  public static final Setting<Duration> PKCS11_DEADLINE =
      ALL.add(
          "jitsuin.pkcs11.deadline",
          duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
          "PT10S");

  static {
    for (String token : List.of("ca", "ocsp")) {
      ALL.add(slot(token));
      ALL.add(pinFile(token));
    }
  }

  private BaseSettings() {}

  /**
   * The slot number of a token.
   *
   * @param token its name, {@code ca} or {@code ocsp}
   */
  public static Setting<Long> slot(String token) {
    return new Setting<>(
        "jitsuin.pkcs11." + token + ".slot", wholeNumber(0, Long.MAX_VALUE), Optional.empty());
  }

  /**
   * The file whose first line is the user PIN of a token.
   *
   * @param token as for {@link #slot}
   */
  public static Setting<Path> pinFile(String token) {
    return new Setting<>("jitsuin.pkcs11." + token + ".pin-file", path(), Optional.empty());
  }

  /** Reads with which schema of the database this release can live. */
  public static SchemaLevel.Program program(Settings settings) {
    return new SchemaLevel.Program(settings.get(SCHEMA_NEEDS), settings.get(SCHEMA_KNOWS));
  }

  /** All of them. */
  public static List<Setting<?>> all() {
    return ALL.all();
  }
}
