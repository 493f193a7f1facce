package org.jitsuin.verifier.crl;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jitsuin.verifier.http.Download;
import org.jitsuin.verifier.http.TooLargeException;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Copies of CRLs as files, one for each address. What is in a file is believed for its signature,
 * which is checked whenever it is read, and not since it lies there.
 */
final class CrlCopies {
  private final Path directory;
  private final Download download;
  private final long most;
  private final Map<URI, Kept> copies = new ConcurrentHashMap<>();

  /**
   * @param directory of the program's own
   */
  CrlCopies(Path directory, Download download, long most) {
    this.directory = directory;
    this.download = download;
    this.most = most;
  }

  /** A copy: the file, and when it was last known to be what is at its address. */
  record Copy(Path file, Instant confirmed) {
    /** Whether it was confirmed within a time before another. */
    boolean isConfirmed(Duration within, Instant now) {
      return !confirmed.isAfter(now) && !confirmed.plus(within).isBefore(now);
    }
  }

  private static final class Kept {
    private Optional<Copy> copy = Optional.empty();
    private Optional<String> tag = Optional.empty();
  }

  /** Whether there is a copy from before a time. */
  boolean isKept(URI address, Instant now) {
    Kept kept = copies.get(address);
    if (kept == null) {
      return false;
    }
    synchronized (kept) {
      return kept.copy.map(copy -> copy.confirmed().isBefore(now)).orElse(false);
    }
  }

  /**
   * Returns a copy that was confirmed within some time, fetched where there is none.
   *
   * @throws Unanswered if it cannot be fetched
   */
  Copy copy(URI address, Duration within, Instant now) throws Unanswered {
    Kept kept = copies.computeIfAbsent(address, any -> new Kept());
    synchronized (kept) {
      if (kept.copy.isPresent() && kept.copy.get().isConfirmed(within, now)) {
        return kept.copy.get();
      }
      try {
        return fetched(address, kept, now);
      } catch (TooLargeException e) {
        throw new Unanswered(Silence.TOO_LARGE, e.getMessage(), e);
      } catch (IOException e) {
        throw new Unanswered(Silence.UNREACHABLE, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private Copy fetched(URI address, Kept kept, Instant now) throws IOException {
    Path file = directory.resolve(name(address));
    Path coming = Files.createTempFile(directory, "coming-", ".crl");
    try {
      boolean there = kept.copy.isPresent() && Files.exists(file);
      Download.Result result =
          download.fetch(address, there ? kept.tag : Optional.empty(), coming, most);
      if (result.isNew()) {
        Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
      }
      kept.tag = result.tag();
      kept.copy = Optional.of(new Copy(file, now));
      return kept.copy.get();
    } finally {
      Files.deleteIfExists(coming);
    }
  }

  /** Nothing that others wrote becomes part of a path. */
  private static String name(URI address) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(address.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash) + ".crl";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
