package org.jitsuin.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.launcher.installation.Installation;

/** A curl that sends what is written to it as it comes, and tells the answer line by line. */
final class CurlStream implements AutoCloseable {
  private final Process process;
  private final Writer writer;
  private final BufferedReader reader;

  private CurlStream(Process process) {
    this.process = process;
    this.writer =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
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
    writer.write(line);
    writer.write('\n');
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
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("the answer has ended");
    }
    return line;
  }

  /** All that is left of the answer; to be read while sending, by another thread. */
  List<String> rest() throws IOException {
    return reader.lines().toList();
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
