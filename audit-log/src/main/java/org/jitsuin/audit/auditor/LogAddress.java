package org.jitsuin.audit.auditor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.audit.tlog.EntryBundle;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TreeHash;

/**
 * A log at the address of a web server, or of several behind a balancer. They write their files
 * each by themselves and are a moment apart: what one has not yet another may have shown already.
 * So it is asked again for a while before something is said to be missing.
 */
final class LogAddress implements LogSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST = Tile.FULL * (EntryBundle.LONGEST + 2);

  /** How often it is asked again, all in all, with a second in between. */
  private static final int MOST_WAITS = 60;

  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final String address;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private final Runnable pause;
  private int waits;

  private LogAddress(String address) {
    this(address, LogAddress::pause);
  }

  /**
   * @param pause passes the time between two questions
   */
  LogAddress(String address, Runnable pause) {
    this.address = address.replaceAll("/+$", "");
    this.pause = pause;
  }

  private static void pause() {
    try {
      Thread.sleep(WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogDamaged("interrupted", e);
    }
  }

  /** Waits for a server that is behind; returns whether it is worth to ask again. */
  private boolean awaitOthers() {
    if (waits == MOST_WAITS) {
      return false;
    }
    waits++;
    pause.run();
    return true;
  }

  /**
   * @param log a directory or an address
   * @param entries of entry bundles, where it is another directory
   */
  static LogSource open(String log, Optional<String> entries) {
    return log.matches("https?://.*")
        ? new LogAddress(log)
        : LogSource.of(new LogFiles(Path.of(log), Path.of(entries.orElse(log))));
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return get("checkpoint");
  }

  @Override
  public Optional<byte[]> checkpoint(long least) {
    Optional<byte[]> newest = checkpoint();
    while (LogCheck.entries(newest).orElse(least) < least && awaitOthers()) {
      newest = checkpoint();
    }
    return newest;
  }

  @Override
  public Optional<byte[]> witnessed() {
    return get("checkpoint-witnessed");
  }

  /** A tile that is full by now holds what each of its parts did. */
  @Override
  public byte[] read(Tile tile) {
    Optional<byte[]> found = find(tile);
    while (found.isEmpty() && awaitOthers()) {
      found = find(tile);
    }
    byte[] bytes = found.orElseThrow(() -> new LogDamaged("there is no " + tile.path()));
    if (tile.kind() == Tile.Kind.HASHES && bytes.length != tile.width() * TreeHash.OCTETS) {
      throw new LogDamaged(
          String.format(Locale.ROOT, "%s has %d octets", tile.path(), bytes.length));
    }
    return bytes;
  }

  private Optional<byte[]> find(Tile tile) {
    return get(tile.path()).or(() -> get(tile.full().path()).map(full -> tile.beginningOf(full)));
  }

  private Optional<byte[]> get(String path) {
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address + "/" + path)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
      return switch (answer.statusCode()) {
        case OK -> Optional.of(answer.body());
        case NOT_FOUND -> Optional.empty();
        default ->
            throw new LogDamaged(
                String.format(
                    Locale.ROOT,
                    "%s/%s was answered with status %d",
                    address,
                    path,
                    answer.statusCode()));
      };
    } catch (IOException e) {
      throw new LogDamaged("%s/%s cannot be read: %s".formatted(address, path, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogDamaged("interrupted", e);
    }
  }
}
