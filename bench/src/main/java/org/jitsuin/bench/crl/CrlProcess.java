package org.jitsuin.bench.crl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.bench.environment.JavaProcess;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.installation.setup.DatabaseUser;

/** A {@link CrlWorker} with a directory of its own for CRLs, which goes with it. */
public final class CrlProcess implements AutoCloseable {
  private final JavaProcess process;
  private final Path directory;
  private final Duration limit;

  private CrlProcess(JavaProcess process, Path directory, Duration limit) {
    this.process = process;
    this.directory = directory;
    this.limit = limit;
  }

  /** The answer of the process: how long something took, and what it came to. */
  public record Answer(double seconds, List<String> more) {
    static Answer parse(String line) {
      String[] words = line.split(" ", -1);
      return new Answer(Double.parseDouble(words[1]), List.of(words).subList(2, words.length));
    }

    /** Returns one of the numbers that it came to. */
    public long number(int index) {
      return Long.parseLong(more.get(index));
    }
  }

  /**
   * Starts the process.
   *
   * @param heap in MiB
   * @param limit how long an order may take
   */
  public static CrlProcess start(PrivateStack stack, int heap, Duration limit) {
    Map<String, String> settings = settings(stack);
    Path directory = stack.home().resolve("crl");
    settings.put("jitsuin.node", "bench");
    settings.put("jitsuin.crl.directory", directory.toString());
    settings.put("jitsuin.crl.delay", "PT0S");
    return new CrlProcess(JavaProcess.start(CrlWorker.class, heap, settings), directory, limit);
  }

  /** Tokens, and the database as the publisher's user. */
  static Map<String, String> settings(PrivateStack stack) {
    PrivateStack.Access access = stack.access(DatabaseUser.CRL);
    Map<String, String> settings = new HashMap<>(stack.settingsByKey());
    settings.put(CrlWorker.DATABASE, access.url());
    settings.put(CrlWorker.USER, access.user());
    settings.put(CrlWorker.PASSWORD_FILE, access.passwordFile().toString());
    return settings;
  }

  /** Returns the number of the process. */
  public long number() {
    return process.number();
  }

  /** Tells it to do something; empty if it did not manage. */
  Optional<Answer> attempt(String order) {
    return process.ask(order, limit).filter(line -> line.startsWith("= ")).map(Answer::parse);
  }

  /** Tells it to do something that it must manage. */
  public Answer order(String order) {
    return attempt(order)
        .orElseThrow(() -> new IllegalStateException("the publisher gave up: " + order));
  }

  /** Publishes what is due of those partitions, and makes sure that all of it is. */
  Answer publish(CrlRows.Range range) {
    Answer answer = order(publishing(range));
    check(range, answer);
    return answer;
  }

  static String publishing(CrlRows.Range range) {
    return String.format(Locale.ROOT, "publish %d %d", range.first(), range.last());
  }

  static void check(CrlRows.Range range, Answer answer) {
    if (answer.number(0) != range.partitions() || answer.number(1) != range.entries()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%d CRLs list %d certificates instead of %s",
              answer.number(0),
              answer.number(1),
              range));
    }
  }

  @Override
  public void close() {
    process.close();
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
