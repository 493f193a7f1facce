package org.jitsuin.launcher.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.ca.store.ServerTable;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.backup.BackupKey.Opened;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.Installation.Condition;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.installation.TokenPlace;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.KeyCeremony;

/**
 * What a further server needs of one that is there, encrypted: the passwords of the services in the
 * database, the authorities' certificates, the key of TLS, and the tokens where they are private.
 * So it begins with no ceremony, with no tokens of its own, and shuts nobody out of the database.
 */
public final class NodeBundle {
  private static final String BASE_URL = "base-url";
  private static final String MODE = "mode";
  private static final List<String> DIRECTORIES = List.of("ca", "tls");

  /** Of this machine alone; those of the tokens have names of their own in the bundle. */
  private static final List<String> OWN_SECRETS =
      List.of("db-admin", "ca-pin", "ca-so-pin", "ocsp-pin", "ocsp-so-pin");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Installation installation;
  private final BackupKey key;
  private final InstantSource clock;
  private final TokenBackup tokens;
  private final DatabaseService database;

  /**
   * @param key what the bundle is encrypted with
   * @param clock the machine's
   */
  public NodeBundle(Installation installation, BackupKey key, InstantSource clock) {
    this.installation = installation;
    this.key = key;
    this.clock = clock;
    this.tokens = new TokenBackup(installation, key, clock);
    this.database = new DatabaseService(installation);
  }

  /**
   * Writes a bundle, after it was tried.
   *
   * @param directory where to; never over another file
   * @return the file
   */
  public Path write(Path directory) {
    installation.requirePresent();
    try (InstallationLock _ = installation.lock(() -> {});
        Opened opened = key.open(installation, "bundle")) {
      database.start();
      KeyList keys = tokens.recorded();
      Map<String, Bytes> files = files();
      if (installation.settings().tokens() instanceof TokenPlace.Private) {
        files.putAll(tokens.contents(opened, keys));
        TokenBackup.tryOut(files);
      }
      byte[] sealed = SealedFiles.seal(files, opened.password(), new SecureRandom());
      Path file = directory.resolve("node-" + STAMP.format(clock.instant()) + ".cms");
      TokenBackup.write(file, sealed);
      Instant now = new Server(installation).clock(clock).instant();
      opened.act().ifPresent(act -> KeyCeremony.tell(database, now, act));
      KeyCeremony.tell(
          database,
          now,
          new CeremonyAct.TokensBackedUp(Fingerprint.of(sealed), keys.keys().size()));
      return file;
    }
  }

  private Map<String, Bytes> files() {
    Map<String, Bytes> files = new HashMap<>();
    files.put(BASE_URL, TokenBackup.text(installation.settings().baseUrl()));
    files.put(MODE, TokenBackup.text(installation.settings().mode()));
    DIRECTORIES.forEach(name -> read(name, files));
    read("secrets", files);
    OWN_SECRETS.forEach(name -> files.remove("secrets/" + name));
    return files;
  }

  private void read(String name, Map<String, Bytes> files) {
    Path directory = installation.home().resolve(name);
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : entries.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.put(name + "/" + file.getFileName(), Bytes.of(Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  /**
   * Makes this a server beside the one that wrote the bundle.
   *
   * @throws SetupFailure if something is here already, the settings are not those of the other
   *     server, or its name is used
   */
  public void join(Path file) {
    if (installation.condition() != Condition.ABSENT) {
      throw new SetupFailure(
          installation.home()
              + " holds something already; a server joins in a directory of its own");
    }
    if (installation.settings().database() instanceof DatabasePlace.Private) {
      throw new SetupFailure(
          "a server joins at the database of the others: set JITSUIN_DB_URL,"
              + " JITSUIN_DB_ADMIN_USER and JITSUIN_DB_ADMIN_PASSWORD_FILE");
    }
    try (InstallationLock _ = installation.lock(() -> {});
        Opened opened = key.open(installation, "join")) {
      Map<String, Bytes> files = SealedFiles.open(TokenBackup.read(file), opened.password());
      requireSame("JITSUIN_BASE_URL", installation.settings().baseUrl(), files.get(BASE_URL));
      requireSame("JITSUIN_MODE", installation.settings().mode(), files.get(MODE));
      refuseUsedName(installation.texts().get(BaseSettings.NODE));
      boolean own = installation.settings().tokens() instanceof TokenPlace.Private;
      if (own) {
        TokenBackup.tryOut(files);
      }
      files.forEach(this::put);
      if (own) {
        tokens.place(files);
      }
      // Last: before it nothing is installed here.
      installation.keep(
          installation
              .record()
              .begun(installation.texts())
              .withCeremonyBaseUrl(installation.settings().baseUrl())
              .held());
    }
  }

  private static void requireSame(String setting, String here, Bytes there) {
    String wanted = there == null ? "" : new String(there.bytes(), StandardCharsets.UTF_8).strip();
    if (!wanted.equals(here)) {
      throw new SetupFailure(
          wanted.isEmpty()
              ? "the file is no bundle for a further server; write one with: ./jitsuin node bundle"
              : "the other server has %s=%s; set it here too".formatted(setting, wanted));
    }
  }

  private void refuseUsedName(String name) {
    boolean used =
        database
            .jdbi()
            .withHandle(handle ->
                ServerTable.find(handle, name).isPresent()
                    || handle
                        .createQuery(
                            """
                            SELECT EXISTS (SELECT 1 FROM audit.key_use WHERE node = :name)
                            """)
                        .bind("name", name)
                        .mapTo(boolean.class)
                        .one());
    if (used) {
      throw new SetupFailure(
          "a server had the name %s already: give this one another with JITSUIN_NODE"
              .formatted(name));
    }
  }

  private void put(String name, Bytes content) {
    boolean ours =
        name.startsWith("secrets/")
            || DIRECTORIES.stream().anyMatch(one -> name.startsWith(one + "/"));
    if (!ours) {
      return;
    }
    Path target = installation.home().resolve(name).normalize();
    if (!target.getParent().getParent().equals(installation.home().normalize())) {
      throw new SetupFailure("the bundle names a file outside of its directories: " + name);
    }
    // Some are secrets, and nobody else has to read the others.
    Secrets.write(target, content.bytes());
  }
}
