package org.jitsuin.launcher.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/**
 * The account of the machine that WildFly runs as, where that is another one than the launcher's:
 * what the launcher keeps for itself is then out of the server's reach.
 *
 * @param group its first group, which has no other members: files that are for both are of it
 */
public record ServerAccount(String name, int uid, int gid, String group) {
  private static final int DIRECTORY = 0040000;
  private static final int KIND = 0170000;

  /**
   * Looks an account up.
   *
   * @throws SetupFailure if there is none, or one that would keep nothing apart
   */
  static ServerAccount of(String name) {
    String key = LauncherSettings.SERVER_USER.key();
    ServerAccount account;
    try {
      account =
          new ServerAccount(
              name, number("-u", name), number("-g", name), ask("id", "-gn", "--", name));
    } catch (SetupFailure e) {
      throw new SetupFailure(
          "this machine does not know the user %s (%s); make it with: useradd --system --user-group %s"
              .formatted(name, key, name),
          e);
    }
    if (account.uid == 0) {
      throw new SetupFailure(key + " is root, from whom nothing can be kept apart; name another");
    }
    if (!account.hasGroupOfItsOwn()) {
      throw new SetupFailure(
          "others are in the group %s of the user %s (%s), and could read what the server reads;"
                  .formatted(account.group, name, key)
              + " make a user with a group of its own: useradd --system --user-group NAME");
    }
    return account;
  }

  private static int number(String option, String name) {
    return Integer.parseInt(ask("id", option, "--", name));
  }

  private static String ask(String program, String... arguments) {
    String path = SystemCommand.find(program, "coreutils libc-bin").toString();
    return SystemCommand.run(
        Stream.concat(Stream.of(path), Arrays.stream(arguments)).toList(), List.of());
  }

  private boolean hasGroupOfItsOwn() {
    String members = ask("getent", "group", Integer.toString(gid)).split(":", -1)[3];
    return List.of("", name).contains(members)
        && ask("getent", "passwd")
            .lines()
            .map(line -> line.split(":", -1))
            .noneMatch(other ->
                other.length > 3
                    && other[3].equals(Integer.toString(gid))
                    && !other[0].equals(name));
  }

  /** Returns whether this process is of the account already. */
  public boolean isOurs() {
    return ours() == uid;
  }

  private static int ours() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the beginning of a command that is run as the account, without any right of ours.
   *
   * @throws SetupFailure if this process may not do that
   */
  public List<String> prefix() {
    return prefix(List.of("--inh-caps=-all", "--bounding-set=-all"));
  }

  /**
   * Returns the beginning of a command of ours that makes files as the account, but can open all
   * files: SoftHSM lets nobody but the owner at what it makes. The account itself cannot look into
   * such a process, which has more rights.
   *
   * @throws SetupFailure if this process may not do that
   */
  public List<String> makingItsFiles() {
    return prefix(List.of("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"));
  }

  private List<String> prefix(List<String> rights) {
    if (isOurs()) {
      return List.of();
    }
    requireRoot();
    List<String> prefix = new ArrayList<>();
    prefix.add(SystemCommand.find("setpriv", "util-linux").toString());
    prefix.addAll(List.of("--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs"));
    prefix.addAll(rights);
    return prefix;
  }

  /**
   * Makes sure that files can be given to the account, and processes started as it.
   *
   * @throws SetupFailure otherwise
   */
  public void requireRoot() {
    if (!canBeGiven()) {
      throw new SetupFailure(
          "only root can start the server as the user %s (%s); or leave that setting away: the"
                  .formatted(name, LauncherSettings.SERVER_USER.key())
              + " server then runs as you, and can read what you can");
    }
  }

  /** Returns whether this process may give files to the account. */
  boolean canBeGiven() {
    return ours() == 0;
  }

  /** Lets the account read a file, or look into a directory, and others not; root owns it. */
  public void letRead(Path path) {
    keep(path, gid, isDirectory(path) ? 0750 : 0640);
  }

  /** Lets the account go through a directory to what it knows the name of. */
  public void letPass(Path directory) {
    keep(directory, gid, 0710);
  }

  /** Takes a file or directory back, whoever may use it. */
  public static void takeBack(Path path) {
    change(path, "unix:uid", 0);
    change(path, "unix:gid", 0);
  }

  /** Lets nobody but root at a file or into a directory. */
  public static void withhold(Path path) {
    keep(path, 0, isDirectory(path) ? 0700 : 0600);
  }

  /** It may have been the account's, where the launcher was that before. */
  private static void keep(Path path, int group, int mode) {
    change(path, "unix:uid", 0);
    change(path, "unix:gid", group);
    change(path, "unix:mode", mode);
  }

  /** Gives a file or directory away. */
  public void give(Path path) {
    change(path, "unix:gid", gid);
    change(path, "unix:uid", uid);
  }

  /** Returns whether a path was given away before. */
  public boolean owns(Path path) {
    return attribute(path, "unix:uid") == uid;
  }

  private static boolean isDirectory(Path path) {
    return (attribute(path, "unix:mode") & KIND) == DIRECTORY;
  }

  private static int attribute(Path path, String name) {
    try {
      return (Integer) Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + path, e);
    }
  }

  private static void change(Path path, String attribute, int value) {
    try {
      Files.setAttribute(path, attribute, value, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change whom " + path + " is for", e);
    }
  }
}
