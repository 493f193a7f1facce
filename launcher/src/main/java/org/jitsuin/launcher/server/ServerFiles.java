package org.jitsuin.launcher.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jitsuin.base.keys.TokenSettings;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.ServerAccount;
import org.jitsuin.launcher.installation.TokenPlace;

/**
 * The one place that decides which files of an installation are whose, where the server has an
 * account of its own. What the server may write it owns, in directories of its own; all else stays
 * the launcher's.
 *
 * <p>A tree that was given away is not walked again: what the server made there since is its own
 * already, and root must not follow what it may have laid out.
 */
public final class ServerFiles {
  private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("---r--r--");
  private static final Set<PosixFilePermission> ENTER =
      PosixFilePermissions.fromString("---r-xr-x");

  private final Installation installation;
  private final ServerAccount account;

  public ServerFiles(Installation installation, ServerAccount account) {
    this.installation = installation;
    this.account = account;
  }

  /** Directories that the server writes. */
  static List<Path> written(Installation installation) {
    return List.of(
        installation.server(),
        installation.serverLogs(),
        installation.crls(),
        installation.ocspSnapshot().getParent(),
        installation.audit());
  }

  /** Files that the server reads beside what it writes. */
  static List<Path> read(Installation installation) {
    List<Path> pins =
        switch (installation.settings().tokens()) {
          case TokenPlace.Private() ->
              installation.settings().tokenNames().stream().map(installation::pinFile).toList();
          case TokenPlace.Given given ->
              given.tokens().stream().map(TokenSettings::pinFile).toList();
          case TokenPlace.None() -> List.of();
        };
    return Stream.concat(
            Stream.of(installation.serverProperties(), installation.tls()), pins.stream())
        .toList();
  }

  /** Gives each file to whom it is for; again and again, the same comes of it. */
  void apply() {
    account.requireRoot();
    try {
      account.letRead(installation.serverProperties());
      enter(installation.home());
      keep();
      tokens();
      walk(installation.program(), ServerFiles::openToAll);
      installation.descriptions().stream().filter(Files::exists).forEach(account::letRead);
      for (Path directory : written(installation)) {
        Files.createDirectories(directory);
        if (!account.owns(directory)) {
          walk(directory, path -> account.give(alone(path)));
        }
      }
      // The launcher's directory, the server's file: WildFly's script writes its number into it.
      Files.createFile(installation.serverProcess());
      account.give(installation.serverProcess());
    } catch (IOException e) {
      throw new UncheckedIOException("in directory " + installation.home(), e);
    }
  }

  /**
   * Takes back what a ceremony has made as the account, but for the tokens.
   *
   * @see ServerAccount#makingItsFiles()
   */
  public void keep() {
    Stream.of(installation.ca(), installation.ceremonies())
        .filter(Files::exists)
        .forEach(directory -> walk(directory, ServerAccount::takeBack));
    if (Files.exists(installation.staff())) {
      walk(installation.staff(), ServerAccount::withhold);
    }
    // A server that runs reads its PINs at any time.
    List<Path> read = List.of(installation.pinFile("ca"), installation.pinFile("ocsp"));
    walk(
        installation.secretFiles(),
        path -> {
          if (!read.contains(path) && !path.equals(installation.secretFiles())) {
            ServerAccount.withhold(path);
          }
        });
    if (Files.exists(installation.database())) {
      ServerAccount.withhold(installation.database());
    }
    if (Files.exists(installation.tls())) {
      walk(installation.tls(), account::letRead);
    }
    pins();
  }

  /** What a home directory lets others do stays as it is. */
  private void enter(Path home) throws IOException {
    Set<PosixFilePermission> permissions = permissions(home);
    account.letRead(home);
    permissions.addAll(PosixFilePermissions.fromString("---r-x---"));
    set(home, permissions);
  }

  /** The PINs alone, by their names: passwords are beside them. */
  private void pins() {
    account.letPass(installation.secretFiles());
    if (installation.custody().isEmpty()
        && installation.settings().tokens() instanceof TokenPlace.Private) {
      installation
          .settings()
          .tokenNames()
          .forEach(name -> account.letRead(installation.pinFile(name)));
    }
  }

  /** Of the tokens all is looked at each time: root makes and restores them. */
  private void tokens() {
    if (installation.settings().tokens() instanceof TokenPlace.Private) {
      account.letRead(installation.tokens().configuration().getParent());
      account.letRead(installation.tokens().configuration());
      walk(
          installation.tokens().objects(),
          path -> {
            if (!account.owns(path)) {
              account.give(alone(path));
            }
          });
    }
  }

  /** Whoever could write in a tree before may have put another's file there under a second name. */
  private static Path alone(Path path) {
    try {
      boolean several =
          Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              && (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
      if (several) {
        throw new SetupFailure(
            path
                + " has a second name somewhere, and is not given to the server; look whose it"
                + " is, and delete it here");
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + path, e);
    }
  }

  /** Nothing in the program is secret, and who built it may have kept it to himself. */
  private static void openToAll(Path path) {
    try {
      if (!Files.isSymbolicLink(path)) {
        Set<PosixFilePermission> permissions = permissions(path);
        boolean runs = permissions.contains(PosixFilePermission.OWNER_EXECUTE);
        if (permissions.addAll(runs ? ENTER : READ)) {
          set(path, permissions);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change whom " + path + " is for", e);
    }
  }

  private static Set<PosixFilePermission> permissions(Path path) throws IOException {
    return EnumSet.copyOf(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static void set(Path path, Set<PosixFilePermission> permissions) throws IOException {
    Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setPermissions(permissions);
  }

  /** Does something to all of a tree, a directory behind what is in it: what breaks off is done. */
  private static void walk(Path root, Consumer<Path> each) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              each.accept(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
              each.accept(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("in directory " + root, e);
    }
  }
}
