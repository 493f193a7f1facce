package org.jitsuin.card.reader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of the operating system that readers need. */
final class Programs {
  private Programs() {}

  /**
   * Finds a program on the path or where Debian keeps those of the administrator.
   *
   * @throws ReaderFailure that names the package to install
   */
  static Path find(String program, String debianPackage) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Arrays.stream(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/bin"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> missing(program, debianPackage));
  }

  static ReaderFailure missing(String what, String debianPackage) {
    return new ReaderFailure(
        "%s is not installed; install it with: apt-get install --no-install-recommends %s"
            .formatted(what, debianPackage));
  }

  /** Returns what a program says about itself, whatever its exit code; nothing if it cannot run. */
  static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Returns the process of that number if it lives and has that argument, since the number may have
   * gone to another program.
   */
  static Optional<ProcessHandle> process(long number, String argument) {
    return ProcessHandle.of(number)
        .filter(ProcessHandle::isAlive)
        .filter(process -> hasArgument(process, argument));
  }

  private static boolean hasArgument(ProcessHandle process, String argument) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1)).contains(argument);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether this process may do what the administrator may. */
  static boolean areForAdministrator() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return false;
    }
  }
}
