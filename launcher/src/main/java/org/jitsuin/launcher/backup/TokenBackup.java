package org.jitsuin.launcher.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.backup.BackupKey.Opened;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.installation.TokenPlace;
import org.jitsuin.launcher.installation.Trees;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.KeyCeremony;

/**
 * An encrypted copy of the private tokens, with their PINs. It counts only once each recorded key
 * has signed from it; so does what is restored.
 */
public final class TokenBackup {
  private static final List<String> TOKENS = List.of("ca", "ocsp");
  private static final String KEYS = "keys.properties";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Installation installation;
  private final BackupKey key;
  private final InstantSource clock;
  private final DatabaseService database;

  /**
   * @param key what the backup is encrypted with
   * @param clock the machine's
   */
  public TokenBackup(Installation installation, BackupKey key, InstantSource clock) {
    this.installation = installation;
    this.key = key;
    this.clock = clock;
    this.database = new DatabaseService(installation);
  }

  /**
   * Writes a backup and tries it.
   *
   * @param directory where to; never over another file
   * @return the file
   */
  public Path backUp(Path directory) {
    check();
    try (InstallationLock _ = installation.lock(() -> {});
        Opened opened = key.open(installation, "backup")) {
      if (!TokenFiles.there(installation.tokens())) {
        throw new SetupFailure("there are no tokens to back up");
      }
      database.start();
      KeyList keys = recorded();
      Map<String, Bytes> files = contents(opened, keys);
      byte[] sealed = SealedFiles.seal(files, opened.password(), new SecureRandom());
      Path file = directory.resolve("tokens-" + STAMP.format(clock.instant()) + ".cms");
      write(file, sealed);
      tryOut(SealedFiles.open(read(file), opened.password()));
      opened.act().ifPresent(this::tell);
      tell(new CeremonyAct.TokensBackedUp(Fingerprint.of(sealed), keys.keys().size()));
      return file;
    }
  }

  /**
   * Puts tokens back where there are none, after they were tried.
   *
   * @param file the backup
   * @return the labels of recorded keys that are not in it, since they were made after it
   */
  public List<String> restore(Path file) {
    check();
    try (InstallationLock _ = installation.lock(() -> {})) {
      if (TokenFiles.there(installation.tokens())) {
        throw new SetupFailure(
            "there are tokens in %s; move them away first: they are never replaced"
                .formatted(TokenFiles.directory(installation.tokens())));
      }
      try (Opened opened = key.open(installation, "restore")) {
        byte[] sealed = read(file);
        Map<String, Bytes> files = SealedFiles.open(sealed, opened.password());
        tryOut(files);
        database.start();
        place(files);
        opened.act().ifPresent(this::tell);
        KeyList keys = KeyList.parse(files.get(KEYS));
        tell(new CeremonyAct.TokensRestored(Fingerprint.of(sealed), keys.keys().size()));
        return recorded().without(keys);
      }
    }
  }

  /** Returns all files of a backup: tokens, their PINs and slots, and which keys are in them. */
  Map<String, Bytes> contents(Opened opened, KeyList keys) {
    Map<String, Bytes> files = new HashMap<>(TokenFiles.read(installation.tokens()));
    files.put(KEYS, keys.text());
    for (String token : TOKENS) {
      files.put("pin/" + token, text(opened.pin(token + "-pin")));
      files.put("pin/" + token + "-so", text(opened.pin(token + "-so-pin")));
      files.put("slot/" + token, text(Long.toString(slot(token))));
    }
    return files;
  }

  /** Puts tokens in place where there are none, which signed in a trial. */
  void place(Map<String, Bytes> files) {
    TokenFiles.write(installation.tokens(), files);
    for (String token : TOKENS) {
      keep(token, files);
    }
  }

  KeyList recorded() {
    return KeyList.recorded(
        database.jdbi(),
        installation.texts().get(BaseSettings.NODE),
        installation.ca().resolve("staff.pem"),
        now());
  }

  private void check() {
    if (installation.condition() != Installation.Condition.PRESENT) {
      throw new SetupFailure("nothing is installed here");
    }
    if (installation.settings().tokens() instanceof TokenPlace.Given) {
      throw new SetupFailure(
          "the tokens are of another maker, whose own means copy them; see docs/ceremony.md");
    }
  }

  /** PINs belong to the tokens; with custodians they are derived. */
  private void keep(String token, Map<String, Bytes> files) {
    if (installation.custody().isEmpty()) {
      Path secrets = installation.home().resolve("secrets");
      Secrets.write(secrets.resolve(token + "-pin"), files.get("pin/" + token).bytes());
      Secrets.write(secrets.resolve(token + "-so-pin"), files.get("pin/" + token + "-so").bytes());
    }
    installation.keep(installation.record().withSlot(token, slot(token, files)));
  }

  private static long slot(String token, Map<String, Bytes> files) {
    return Long.parseLong(
        new String(files.get("slot/" + token).bytes(), StandardCharsets.UTF_8).strip());
  }

  private long slot(String token) {
    return installation
        .record()
        .slot(token)
        .orElseThrow(() -> new SetupFailure("the token " + token + " was never made"));
  }

  static Bytes text(String line) {
    return Bytes.of((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, content);
    } catch (FileAlreadyExistsException e) {
      throw new SetupFailure(file + " exists already", e);
    } catch (IOException e) {
      throw new SetupFailure("the backup cannot be written: " + e, e);
    }
  }

  static byte[] read(Path file) {
    try {
      if (Files.size(file) > SealedFiles.LONGEST) {
        throw new SetupFailure(file + " is larger than any backup of tokens");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SetupFailure("the backup " + file + " cannot be read", e);
    }
  }

  /** Restores it into a directory that is gone afterwards, and lets each key sign there. */
  static void tryOut(Map<String, Bytes> files) {
    Path stage = temporary();
    try {
      SoftHsm softHsm = new SoftHsm(stage.resolve("tokens"));
      TokenFiles.write(softHsm, files);
      Path keys = stage.resolve(KEYS);
      Secrets.write(keys, files.get(KEYS).bytes());
      TokenTrial.run(softHsm, keys, place(stage, "ca", files), place(stage, "ocsp", files));
    } finally {
      Trees.delete(stage);
    }
  }

  private static TokenTrial.Place place(Path stage, String token, Map<String, Bytes> files) {
    Path pin = stage.resolve(token + "-pin");
    Secrets.write(pin, files.get("pin/" + token).bytes());
    return new TokenTrial.Place(token, slot(token, files), pin);
  }

  /** Returns a temporary directory, in memory where that can be had: there are PINs in it. */
  private static Path temporary() {
    Path memory = Path.of("/dev/shm");
    try {
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "jitsuin-trial-")
          : Files.createTempDirectory("jitsuin-trial-");
    } catch (IOException e) {
      throw new UncheckedIOException("no directory can be made to try the tokens in", e);
    }
  }

  private void tell(AuditAct act) {
    KeyCeremony.tell(database, now(), act);
  }

  private Instant now() {
    return new Server(installation).clock(clock).instant();
  }
}
