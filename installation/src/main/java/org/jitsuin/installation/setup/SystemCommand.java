package org.jitsuin.installation.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs programs of the operating system. */
public final class SystemCommand {
  private static final int SHOWN_OUTPUT = 2_000;

  private SystemCommand() {}

  /**
   * Finds a program on the path or where Debian keeps those of the administrator.
   *
   * @throws SetupFailure that names the package to install
   */
  public static Path find(String program, String debianPackage) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Arrays.stream(path.split(":")), Stream.of("/usr/sbin", "/usr/bin"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new SetupFailure(
                program + " is not installed; install it with: apt-get install " + debianPackage));
  }

  /**
   * Runs a program to its end.
   *
   * @param secrets what to leave out of the message if it fails
   * @return what it printed
   * @throws SetupFailure if it cannot be started or ends with another code than 0
   */
  public static String run(List<String> command, List<String> secrets) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0) {
        throw new SetupFailure(
            command.getFirst() + " ended with code " + code + ": " + shown(output, secrets));
      }
      return output;
    } catch (IOException e) {
      throw new SetupFailure(command.getFirst() + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while " + command.getFirst() + " ran", e);
    }
  }

  private static String shown(String output, List<String> secrets) {
    String shown = output;
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    return shown.substring(Math.max(0, shown.length() - SHOWN_OUTPUT));
  }
}
