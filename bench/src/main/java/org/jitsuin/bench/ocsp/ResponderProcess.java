package org.jitsuin.bench.ocsp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server with the responder and a static body, as a process of its own; ends with this one. */
final class ResponderProcess implements AutoCloseable {
  private static final String HEAP = "1g";

  private final Process process;
  private final int port;

  private ResponderProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param settings of the responder and its database
   */
  static ResponderProcess start(Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms" + HEAP,
            "-Xmx" + HEAP,
            // As the launcher starts the server.
            "-XX:MaxGCPauseMillis=20",
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            ResponderServer.class.getName()));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment(settings));
      Process process = builder.start();
      // Its standard output is one line; it then waits for the end of its standard input.
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
      String line = said.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "the server ended with " + process.onExit().join().exitValue());
      }
      return new ResponderProcess(process, Integer.parseInt(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the environment as {@link ResponderServer} reads it. */
  private static Map<String, String> environment(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder();
    settings.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    return Map.of(ResponderServer.SETTINGS, lines.toString());
  }

  int port() {
    return port;
  }

  long number() {
    return process.pid();
  }

  /** Ends the process as an orderly server ends, which keeps what it knows for the next start. */
  void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
