package org.jitsuin.launcher.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The directory of PINs while custodians have opened the tokens: in memory, not on a disk, and for
 * the owner of the server's process only, and for the launcher.
 */
public final class PinDirectory {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OF_GROUP =
      PosixFilePermissions.fromString("rwxr-x---");

  private final Path directory;
  private final Optional<ServerAccount> reader;

  /**
   * @param reader the account of the server, which reads PINs but writes none, where it is not the
   *     launcher's
   */
  PinDirectory(Path directory, Optional<ServerAccount> reader) {
    this.directory = directory;
    this.reader = reader;
  }

  /** The file of a PIN; there only while the tokens are open. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** Returns whether the tokens are open. */
  public boolean isOpen() {
    return Files.isRegularFile(file("ca-pin"), LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(file("ocsp-pin"), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Writes a PIN.
   *
   * @throws SetupFailure if somebody else could read it there
   */
  public void write(String name, String pin) {
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
    } catch (FileAlreadyExistsException e) {
      refuseOthers();
    } catch (IOException e) {
      throw new SetupFailure(
          "the directory %s for PINs cannot be made (%s); set JITSUIN_CUSTODY_DIRECTORY"
              .formatted(directory, e.getMessage()),
          e);
    }
    Secrets.write(file(name), pin + "\n");
    reader.ifPresent(account -> {
      account.letRead(directory);
      account.letRead(file(name));
    });
  }

  /**
   * Refuses a directory that is not the owner's alone: the place is shared with other users, who
   * may have been there first.
   */
  private void refuseOthers() {
    try {
      PosixFileAttributes found =
          Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean ours = found.owner().getName().equals(System.getProperty("user.name"));
      if (!found.isDirectory() || !ours || !isPrivate(found)) {
        throw new SetupFailure(
            "%s is not a directory that only you can use; remove it, or set".formatted(directory)
                + " JITSUIN_CUSTODY_DIRECTORY");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + directory, e);
    }
  }

  private boolean isPrivate(PosixFileAttributes found) {
    return found.permissions().equals(PRIVATE)
        || reader
            .filter(account -> found.permissions().equals(OF_GROUP))
            .filter(account -> found.group().getName().equals(account.group()))
            .isPresent();
  }

  /** Takes a PIN away. */
  public void forget(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(name), e);
    }
  }

  /** Takes all PINs away: the tokens are closed for whoever starts now. */
  public void delete() {
    Trees.delete(directory);
  }
}
