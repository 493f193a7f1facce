package org.jitsuin.installation.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/** Secrets in files that only their owner can read: one line each, named after what they open. */
public final class Secrets {
  private static final int OCTETS = 24;

  private final Path directory;
  private final SecureRandom random;

  public Secrets(Path directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /** The file of that name; a new secret is drawn where there is none. */
  public Path file(String name) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      byte[] octets = new byte[OCTETS];
      random.nextBytes(octets);
      write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(octets) + "\n");
    }
    return file;
  }

  /** The secret of that name; drawn where there is none. */
  public String value(String name) {
    return read(file(name));
  }

  /** The passwords of the services in the database, drawn where there are none. */
  public Map<DatabaseUser, String> databasePasswords() {
    Map<DatabaseUser, String> passwords = new EnumMap<>(DatabaseUser.class);
    for (DatabaseUser user : DatabaseUser.values()) {
      passwords.put(user, value("db-" + user.id()));
    }
    return passwords;
  }

  /** The first line of a secret file. */
  public static String read(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new SetupFailure("the secret file " + file + " cannot be read", e);
    }
  }

  /** Writes a file that nobody but its owner can read, whole or not at all. */
  public static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file of secret bytes; otherwise as {@link #write(Path, String)}. */
  public static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, content, StandardOpenOption.WRITE);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
