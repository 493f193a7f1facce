package org.jitsuin.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jitsuin.launcher.installation.Installation;

/** A curl that sends what is written to it as it comes, and tells the answer line by line. */
final class CurlStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Writer writer;

  /** Read as they come: a curl whose answer nobody takes stops sending, too. */
  private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

  private CurlStream(Process process) {
    this.process = process;
    this.writer =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().map(Optional::of).forEach(answers::add);
    } catch (IOException | UncheckedIOException e) {
      // Broken off: what came before is there.
    } finally {
      answers.add(Optional.empty());
    }
  }

  /** The next line, empty at the end. */
  private Optional<String> next() throws IOException {
    try {
      return Optional.ofNullable(answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .orElseThrow(() -> new IOException("no answer within " + PATIENCE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Posts a batch of resident events.
   *
   * @param path with the query, below {@code /api/v1}
   * @param options of curl, such as {@code --http1.1}
   */
  static CurlStream post(Installation installation, String path, String key, String... options)
      throws IOException {
    Path staff = installation.staff();
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sS",
                "--no-buffer",
                "-X",
                "POST",
                "-T",
                ".",
                "--cacert",
                installation.ca().resolve("staff.pem").toString(),
                "--cert",
                staff.resolve("register.pem").toString(),
                "--key",
                staff.resolve("register.key").toString(),
                "-H",
                "Content-Type: application/x-ndjson",
                "-H",
                "Idempotency-Key: " + key));
    command.addAll(List.of(options));
    command.add(installation.settings().httpsAddress() + "/api/v1" + path);
    return new CurlStream(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  void send(String line) throws IOException {
    sendPart(line);
    sendPart("\n");
  }

  /** Sends what has no end yet. */
  void sendPart(String text) throws IOException {
    writer.write(text);
  }

  /** What was written so far goes out. */
  void flush() throws IOException {
    writer.flush();
  }

  /** No more is sent. */
  void end() throws IOException {
    writer.close();
  }

  /** The next line of the answer. */
  String answer() throws IOException {
    return next().orElseThrow(() -> new IOException("the answer has ended"));
  }

  /** All that is left of the answer. */
  List<String> rest() throws IOException {
    List<String> rest = new ArrayList<>();
    for (Optional<String> line = next(); line.isPresent(); line = next()) {
      rest.add(line.get());
    }
    return rest;
  }

  /** Breaks the connection off. */
  void breakOff() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
