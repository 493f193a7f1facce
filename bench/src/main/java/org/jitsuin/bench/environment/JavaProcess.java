package org.jitsuin.bench.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A measured process with a heap of its own. It is told what to do line by line, answers with a
 * line each time, and ends with this process.
 */
public final class JavaProcess implements AutoCloseable {
  /** The variable with the settings, a line of key and value for each. */
  private static final String SETTINGS = "JITSUIN_BENCH_SETTINGS";

  private final Process process;
  private final BufferedReader answers;

  private JavaProcess(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /**
   * Starts the process.
   *
   * @param main reads lines from the standard input, until that ends
   * @param heap how large it may become, in MiB
   * @param settings for {@link #settings()} over there
   */
  public static JavaProcess start(Class<?> main, int heap, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    StringBuilder lines = new StringBuilder();
    settings.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(SETTINGS, lines.toString());
    try {
      return new JavaProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the settings with which that process was started. */
  public static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (String line : Optional.ofNullable(System.getenv(SETTINGS)).orElse("").lines().toList()) {
      int equals = line.indexOf('=');
      settings.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return settings;
  }

  /**
   * Tells it to do something and waits.
   *
   * @param limit after which it is ended
   * @return its answer; empty if it ended instead
   */
  public Optional<String> ask(String line, Duration limit) {
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      return Optional.ofNullable(answers.readLine());
    } catch (IOException e) {
      // Its end of the pipe is closed.
      return Optional.empty();
    } finally {
      end.cancel(false);
    }
  }

  /** Returns the process's number. */
  public long number() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
