package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.installation.recovery.Operators;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.startup.PublishedPlaces;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of each command that two CA operators decide on together. */
final class TwoOperators {
  @Option(
      names = "--operator",
      paramLabel = "FILE.p12",
      description = "a CA operator's key; two decide together; FILE.cfg for one on a token")
  private List<Path> files = new ArrayList<>();

  @Mixin private PasswordFile passwordFile;

  /** Returns the keys of those who were named. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** Returns the file with the password of these keys, if one was named. */
  Optional<Path> password() {
    return passwordFile.path();
  }

  /** Returns whether nobody was named: then the command only says what would be done. */
  boolean areAbsent() {
    return files.isEmpty();
  }

  /**
   * Refuses one operator alone before anything is done.
   *
   * @throws ParameterException in that case
   */
  void check(CommandSpec command) {
    if (files.size() == 1) {
      throw new ParameterException(
          command.commandLine(), "two operators decide this together: --operator FILE.p12, twice");
    }
  }

  /**
   * Says that nothing was done, since nobody was named.
   *
   * @param how begins the way to do it
   * @param end of the sentence
   */
  ExitCode tellHow(Terminal terminal, String how, String end) {
    terminal.blank();
    terminal.paragraph(
        "Nothing was changed. Two CA operators do it "
            + how
            + " --operator FILE.p12 --operator FILE.p12"
            + end);
    return ExitCode.WRONG;
  }

  /**
   * Returns the operators after each has signed the statement with the key of their own.
   *
   * @param passwords of the files
   * @throws org.jitsuin.installation.setup.SetupFailure unless they are two active operators
   */
  List<StaffMember> sign(
      Installation installation, Jdbi admin, Passwords passwords, byte[] statement) {
    return new Operators(admin, PublishedPlaces.staffAuthority(installation))
        .sign(
            files.stream().map(file -> passwords.open(file, passwordFile.path())).toList(),
            statement);
  }
}
