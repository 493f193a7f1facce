package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.FilterPlaces;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.filter.universe.WholeFile;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.MalformedFilterException;

/**
 * The files of status filters. Each base and delta has its SHA-256 as its name and never changes;
 * the newest head has one name, and is put in the place of the one before at once and whole.
 */
final class FilterFiles {
  /** How long what is no longer named is kept for who is fetching it. */
  static final Duration KEPT = Duration.ofDays(1);

  private final FilterPlaces places;

  FilterFiles(Path root) {
    places = new FilterPlaces(root);
  }

  /** Where a base is written before it is known which one it is. */
  Path draft(Authority authority) throws IOException {
    Path directory = places.directory(authority);
    Files.createDirectories(directory);
    return directory.resolve("base.draft");
  }

  Path base(Authority authority, Fingerprint sha256) {
    return places.base(authority, sha256);
  }

  Path delta(Authority authority, Fingerprint sha256) {
    return places.delta(authority, sha256);
  }

  void placeBase(Authority authority, Path draft, Fingerprint sha256) throws IOException {
    WholeFile.place(draft, places.base(authority, sha256));
  }

  void placeDelta(Authority authority, byte[] delta, Fingerprint sha256) throws IOException {
    WholeFile.write(places.delta(authority, sha256), ByteBuffer.wrap(delta));
  }

  /** Keeps a head that is signed and not recorded as published yet. */
  void keepHead(Authority authority, long number, byte[] head) throws IOException {
    WholeFile.write(kept(authority, number), ByteBuffer.wrap(head));
  }

  /** Where the head of that number is kept until it is handed out, and afterwards. */
  Path kept(Authority authority, long number) {
    return places.directory(authority).resolve(number + ".head");
  }

  /** Returns the head of that number, if it is here. */
  Optional<byte[]> keptHead(Authority authority, long number) throws IOException {
    return read(kept(authority, number));
  }

  /** Returns the head that is handed out now. */
  Optional<byte[]> head(Authority authority) throws IOException {
    return read(places.head(authority));
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns what the head says that is handed out now; empty where there is none to read. */
  Optional<Head> handedOut(Authority authority) throws IOException {
    try {
      Optional<byte[]> head = head(authority);
      return head.isEmpty() ? Optional.empty() : Optional.of(Head.unchecked(head.get()));
    } catch (MalformedFilterException e) {
      return Optional.empty();
    }
  }

  /** Hands a head out. */
  void show(Authority authority, byte[] head) throws IOException {
    WholeFile.write(places.head(authority), ByteBuffer.wrap(head));
  }

  /** Brings a file to the disk that was put into its place without that. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Returns whether a file is there, octet for octet. */
  boolean isSound(Path file, PublishedFilter.Stored stored) {
    try {
      return Files.size(file) == stored.size()
          && Fingerprint.of(Files.readAllBytes(file)).equals(stored.sha256());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Deletes what no filter names any more that somebody may be fetching.
   *
   * @param recent those that were published within a day; the newest first, one at least
   */
  void sweep(List<PublishedFilter> recent, Instant now) throws IOException {
    Authority authority = recent.getFirst().authority();
    Set<Path> wanted =
        Stream.concat(
                Stream.of(places.head(authority), kept(authority, recent.getFirst().number())),
                recent.stream().flatMap(this::named))
            .collect(Collectors.toSet());
    try (DirectoryStream<Path> all = Files.newDirectoryStream(places.directory(authority))) {
      for (Path file : all) {
        if (!wanted.contains(file) && isOld(file, now)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** What another server is about to record is not old. */
  private static boolean isOld(Path file, Instant now) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT));
  }

  private Stream<Path> named(PublishedFilter filter) {
    return Stream.concat(
        Stream.of(places.base(filter.authority(), filter.base().sha256())),
        filter.delta().stream().map(delta -> places.delta(filter.authority(), delta.sha256())));
  }
}
