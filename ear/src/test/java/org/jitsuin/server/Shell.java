package org.jitsuin.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs openssl and curl as a relying party would. */
final class Shell {
  private Shell() {}

  /** How a program ended and all that it printed. */
  record Ended(int code, String output) {}

  static Ended run(Path directory, Map<String, String> environment, List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Ended run(Path directory, String... command) {
    return run(directory, Map.of(), List.of(command));
  }

  /** The HTTP status that curl is told at an address; what follows it is not kept. */
  static String httpStatus(String address) {
    return run(
            Path.of("").toAbsolutePath(),
            "curl",
            "-s",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            address)
        .output();
  }
}
