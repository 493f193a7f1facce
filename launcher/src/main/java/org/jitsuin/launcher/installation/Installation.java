package org.jitsuin.launcher.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;

/**
 * An installation and its files: where everything stands below its home directory, and its
 * settings. There may be many beside one another, each with ports of its own.
 */
public final class Installation {
  private static final String RECORD = "installation.properties";

  /** The file of settings, written by people and not by the launcher, and so never deleted. */
  private static final String SETTINGS = "settings.properties";

  private static final String REPLICA_USERS = "replica-users.sql";

  private static final String LOCK = "lock";
  private static final String BENCHMARKS = "bench";

  /** Virtual cards need no authority, and may be there before one is. */
  private static final String CARDS = "cards";

  /** Nor does a sandbox for relying parties. */
  private static final String SANDBOX = "sandbox";

  /** A cluster on this machine, which comes and goes by itself. */
  private static final String CLUSTER = "cluster";

  /** Nor do trials upon one that is made for them. */
  private static final String TRIAL = "trial";

  /** What people bring to a server without the authority, by directory. */
  private static final Map<String, Set<String>> BROUGHT =
      Map.of("secrets", Set.of("db-ocsp", "db-crl"), "ca", Set.of("staff.pem"));

  /** The entries of the home directory that the launcher makes; the record is the last. */
  private static final List<String> MADE =
      List.of(
          "server.pid",
          "server.properties",
          REPLICA_USERS,
          "demo",
          CARDS,
          SANDBOX,
          BENCHMARKS,
          "server",
          "program",
          "crl",
          "ocsp",
          "audit",
          "tls",
          "staff",
          "ca",
          "tokens",
          "ceremony",
          CustodyFile.NAME,
          "secrets",
          "db",
          "logs",
          LOCK,
          RECORD);

  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param home need not exist
   * @param environment where {@code JITSUIN_…} settings are read, as in {@link System#getenv()}
   */
  public Installation(Path home, Map<String, String> environment) {
    this.home = HomePlace.resolved(home);
    this.environment = Map.copyOf(environment);
  }

  public Path home() {
    return home;
  }

  /** The settings of the environment, then of {@code settings.properties}, then as they were. */
  public InstallationSettings settings() {
    return InstallationSettings.read(texts());
  }

  /** The same settings by key. */
  public Settings texts() {
    Map<String, String> written = PropertiesFile.read(home.resolve(SETTINGS));
    InstallationRecord record = record();
    return new Settings(key ->
        Optional.ofNullable(environment.get(Settings.environmentName(key)))
            .or(() -> Optional.ofNullable(written.get(key)))
            .or(() -> record.setting(key)));
  }

  /** The {@code jitsuin.…} lines of {@code settings.properties}, which the server gets too. */
  public Map<String, String> written() {
    return PropertiesFile.read(home.resolve(SETTINGS));
  }

  /** The environment that its processes are given. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Returns what the launcher remembers of it; empty where there is no installation. */
  public InstallationRecord record() {
    return new InstallationRecord(PropertiesFile.read(home.resolve(RECORD)));
  }

  public void keep(InstallationRecord record) {
    PropertiesFile.write(home.resolve(RECORD), record.values());
    // The server's own user starts it, too.
    serverAccount()
        .filter(ServerAccount::canBeGiven)
        .ifPresent(account -> account.letRead(home.resolve(RECORD)));
  }

  /** Returns whether it is a directory with nothing in it but what people bring. */
  private static boolean isBrought(Path entry) {
    Set<String> brought = BROUGHT.getOrDefault(entry.getFileName().toString(), Set.of());
    if (brought.isEmpty() || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> files = Files.list(entry)) {
      return files.allMatch(file -> brought.contains(file.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The condition of the home directory. */
  public enum Condition {
    /** There is nothing, or nothing that would be in the way. */
    ABSENT,
    /** An installation of this program. */
    PRESENT,
    /** An installation whose format this program does not know. */
    OTHER_FORMAT,
    /** There is something else, which must be left alone. */
    FOREIGN
  }

  /**
   * Makes sure that there is one.
   *
   * @throws SetupFailure otherwise
   */
  public void requirePresent() {
    if (condition() != Condition.PRESENT) {
      throw new SetupFailure("nothing is installed here; begin with: ./jitsuin up");
    }
  }

  public Condition condition() {
    if (Files.exists(home.resolve(RECORD))) {
      return record().isOfThisFormat() ? Condition.PRESENT : Condition.OTHER_FORMAT;
    }
    if (!Files.exists(home)) {
      return Condition.ABSENT;
    }
    try (Stream<Path> entries = Files.list(home)) {
      Set<String> harmless =
          Set.of(SETTINGS, LOCK, BENCHMARKS, CARDS, CLUSTER, TRIAL, SANDBOX, CustodyFile.NAME);
      return entries.allMatch(
              entry -> harmless.contains(entry.getFileName().toString()) || isBrought(entry))
          ? Condition.ABSENT
          : Condition.FOREIGN;
    } catch (IOException | UncheckedIOException e) {
      return Condition.FOREIGN;
    }
  }

  /** Takes the installation for the caller alone, waiting if need be. */
  public InstallationLock lock(Runnable beforeWaiting) {
    return InstallationLock.take(home.resolve(LOCK), beforeWaiting);
  }

  /** Returns the names of all that the launcher makes below a home directory. */
  public static List<String> made() {
    return MADE;
  }

  /** Deletes what the launcher made, and the home directory if nothing else is in it. */
  public void delete() {
    MADE.forEach(name -> Trees.delete(home.resolve(name)));
    try (Stream<Path> rest = Files.list(home)) {
      if (rest.findAny().isEmpty()) {
        Files.delete(home);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + home, e);
    }
  }

  /** The private MariaDB. */
  public Path database() {
    return home.resolve("db");
  }

  /** The private SoftHSM tokens. */
  public SoftHsm tokens() {
    return new SoftHsm(home.resolve("tokens"));
  }

  /** Passwords and PINs, in files for their owner only. */
  public Secrets secrets() {
    return new Secrets(secretFiles(), new SecureRandom());
  }

  /** The directory of these files. */
  public Path secretFiles() {
    return home.resolve("secrets");
  }

  /** Files without secrets that say what the installation is. */
  public List<Path> descriptions() {
    return Stream.of(RECORD, SETTINGS, CustodyFile.NAME).map(home::resolve).toList();
  }

  /** Returns who holds the tokens together, if custodians do. */
  public Optional<CustodyFile> custody() {
    return CustodyFile.read(home.resolve(CustodyFile.NAME));
  }

  /** Returns whether staff bring keys of their own: with custodians, and in production. */
  public boolean keysAreBrought() {
    return settings().production() || custody().isPresent();
  }

  /** Writes that custodians hold the tokens from now on. */
  public void keep(CustodyFile custody) {
    custody.write(home.resolve(CustodyFile.NAME));
  }

  /**
   * Returns where PINs are while custodians have opened the tokens; shared memory where nothing is
   * set.
   */
  public PinDirectory pins() {
    String name =
        "jitsuin-%s-%s"
            .formatted(
                System.getProperty("user.name"),
                Fingerprint.of(home.toString().getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .substring(0, 12));
    return new PinDirectory(
        texts().get(LauncherSettings.CUSTODY_DIRECTORY).resolve(name), serverAccount());
  }

  /** Returns the account that the server runs as, where it is not the launcher's. */
  public Optional<ServerAccount> serverAccount() {
    return texts().find(LauncherSettings.SERVER_USER).map(ServerAccount::of);
  }

  /** The file with the PIN of a private token. */
  public Path pinFile(String token) {
    String name = token + "-pin";
    return custody().isPresent() ? pins().file(name) : secrets().file(name);
  }

  /** The records of ceremonies. */
  public Path ceremonies() {
    return home.resolve("ceremony");
  }

  /** The certificates of the authorities. */
  public Path ca() {
    return home.resolve("ca");
  }

  /** The credentials of staff, for development. */
  public Path staff() {
    return home.resolve("staff");
  }

  /** The key stores of the server. */
  public Path tls() {
    return home.resolve("tls");
  }

  /** The key store with the server's key for TLS. */
  public Path tlsKeyStore() {
    return tls().resolve("server.p12");
  }

  /** The published CRLs. */
  public Path crls() {
    return home.resolve("crl");
  }

  /** Returns the file of the OCSP responder's last snapshot. */
  public Path ocspSnapshot() {
    return home.resolve("ocsp").resolve("index");
  }

  /** Returns the directory of the OCSP responder's counts that are not in the database yet. */
  public Path ocspCounts() {
    return home.resolve("ocsp").resolve("counts");
  }

  /** The audit log as a Merkle tree, with checkpoints. */
  public Path audit() {
    return home.resolve("audit");
  }

  /** WildFly itself, so that a new build does not pull it from under a running server. */
  public Path program() {
    return home.resolve("program");
  }

  /** WildFly's base directory: configuration and deployment. */
  public Path server() {
    return home.resolve("server");
  }

  /** Returns the file of every {@code jitsuin.…} property of the server, passwords among them. */
  public Path serverProperties() {
    return home.resolve("server.properties");
  }

  /** The statements that let a server's services read a replica, for its administrator. */
  public Path replicaUsers() {
    return home.resolve(REPLICA_USERS);
  }

  /** The number of the server's process, written by WildFly's own script. */
  public Path serverProcess() {
    return home.resolve("server.pid");
  }

  public Path logs() {
    return home.resolve("logs");
  }

  /** The logs of WildFly; apart where it has an account of its own, which may write there alone. */
  public Path serverLogs() {
    return texts().find(LauncherSettings.SERVER_USER).isPresent()
        ? logs().resolve("server")
        : logs();
  }

  /** Returns the directory of benchmarks, an installation of its own; gone when they end. */
  public Path benchmarks() {
    return home.resolve(BENCHMARKS);
  }

  /** Returns what the demo leaves behind, a directory for each run. */
  public Path demo() {
    return home.resolve("demo");
  }

  /** The cluster on this machine, with installations of its own. */
  public Path cluster() {
    return home.resolve(CLUSTER);
  }

  /** What a trial upon a cluster of its own leaves behind: its history, and logs of machines. */
  public Path trial() {
    return home.resolve(TRIAL);
  }

  /** The virtual cards. */
  public Path cards() {
    return home.resolve(CARDS);
  }

  /** What the sandbox for relying parties keeps for itself. */
  public Path sandbox() {
    return home.resolve(SANDBOX);
  }
}
