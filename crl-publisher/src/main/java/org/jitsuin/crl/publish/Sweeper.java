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
import java.util.Optional;
import org.jitsuin.base.time.Interval;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;

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
  private Map<Path, Map<String, Kept>> newest = Map.of();
  private Interval rest = Interval.EMPTY;

  /**
   * The files of a partition that are kept: what is served, whatever is newer, and the base of the
   * delta.
   *
   * @param newest its number
   * @param base the number of the complete CRL that the delta starts from
   */
  private record Kept(long newest, long base) {
    static Kept of(PublishedCrl crl) {
      long base =
          crl.delta().flatMap(PublishedDelta::base).map(CrlBase::number).orElse(crl.number());
      return new Kept(crl.number(), base);
    }

    boolean replace(CrlFileName file) {
      return file.number() < newest && (file.delta() || file.number() != base);
    }
  }

  Sweeper(CrlFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  /** Sweeps, if it is time to, all directories in which the catalogue has CRLs. */
  void sweep(CrlSnapshot catalogue) {
    Instant now = clock.instant();
    if (rest.contains(now)) {
      return;
    }
    newest.forEach(this::sweep);
    newest = newest(catalogue);
    rest = new Interval(now, INTERVAL);
  }

  private Map<Path, Map<String, Kept>> newest(CrlSnapshot catalogue) {
    Map<Path, Map<String, Kept>> numbers = new HashMap<>();
    for (PublishedPartition listing : catalogue.listings()) {
      listing
          .served()
          .ifPresent(crl ->
              numbers
                  .computeIfAbsent(files.directory(listing.partition()), _ -> new HashMap<>())
                  .put(listing.partition().id(), Kept.of(crl)));
    }
    return numbers;
  }

  private void sweep(Path directory, Map<String, Kept> kept) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        boolean replaced =
            CrlFileName.parse(file.getFileName().toString())
                .filter(name ->
                    Optional.ofNullable(kept.get(name.id()))
                        .filter(files -> files.replace(name))
                        .isPresent())
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
