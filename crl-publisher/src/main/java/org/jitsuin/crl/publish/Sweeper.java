package org.jitsuin.crl.publish;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jitsuin.crl.CrlLog;

/**
 * Removes the files of CRLs that were replaced, and what crashes left.
 *
 * <p>A file goes only when its successor was already there at the sweep before: until then another
 * server may still serve it.
 */
final class Sweeper {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final CrlFiles files;
  private final InstantSource clock;
  private Map<Path, Map<String, Long>> newest = Map.of();
  private Instant swept = Instant.MIN;

  Sweeper(CrlFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  /** Sweeps, if it is time to, all directories in which the catalogue has CRLs. */
  void sweep(Snapshot catalogue) {
    Instant now = clock.instant();
    if (!now.isBefore(swept) && now.isBefore(swept.plus(INTERVAL))) {
      return;
    }
    newest.forEach(this::sweep);
    newest = newest(catalogue);
    swept = now;
  }

  private Map<Path, Map<String, Long>> newest(Snapshot catalogue) {
    Map<Path, Map<String, Long>> numbers = new HashMap<>();
    for (Listing listing : catalogue.listings()) {
      listing
          .served()
          .ifPresent(crl ->
              numbers
                  .computeIfAbsent(files.directory(listing.partition()), _ -> new HashMap<>())
                  .put(listing.partition().id(), crl.number()));
    }
    return numbers;
  }

  private void sweep(Path directory, Map<String, Long> numbers) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        boolean replaced =
            CrlFileName.parse(file.getFileName().toString())
                .filter(name -> name.number() < numbers.getOrDefault(name.id(), 0L))
                .isPresent();
        if (replaced) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      CrlLog.LOG.sweepFails(directory.toString(), Reasons.of(e));
    }
  }
}
