package org.jitsuin.crl.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.ListedDelta;
import org.jitsuin.base.repository.ListedIssuer;
import org.jitsuin.base.repository.ListedLink;
import org.jitsuin.base.repository.Listing;
import org.jitsuin.base.repository.Manifest;
import org.jitsuin.base.repository.ManifestText;
import org.jitsuin.base.time.Interval;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;

/**
 * Writes down what is published, for the servers that hand it out. They see nothing of a CRL before
 * it stands here, and that is after it was recorded. One thread uses it.
 */
final class ManifestWriter {
  /** The pause while one CRL after another is published: the list of a country is a megabyte. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** The pause after which it is written although nothing has changed, as a sign of life. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Path file;
  private final Optional<Path> superfluous;
  private final InstantSource clock;
  private Optional<Manifest> written = Optional.empty();

  /** What is known to say what was written. */
  private Optional<CrlSnapshot> compared = Optional.empty();

  /**
   * @param file is replaced at once and as a whole
   * @param superfluous another manifest that nobody writes any more; it is taken away
   */
  ManifestWriter(Path file, Optional<Path> superfluous, InstantSource clock) {
    this.file = file;
    this.superfluous = superfluous;
    this.clock = clock;
  }

  /**
   * Returns whether it should be written.
   *
   * @param done whether nothing more is published now
   */
  boolean isDue(CrlSnapshot snapshot, boolean done) {
    return written.map(last -> isDue(last, snapshot, done)).orElse(true);
  }

  private boolean isDue(Manifest last, CrlSnapshot snapshot, boolean done) {
    if (!new Interval(last.made(), LONG).contains(clock.instant())) {
      return true;
    }
    if (!done && new Interval(last.made(), SHORT).contains(clock.instant())) {
      return false;
    }
    if (compared.filter(one -> one == snapshot).isEmpty() && last.saysTheSame(of(snapshot))) {
      compared = Optional.of(snapshot);
    }
    return compared.filter(one -> one == snapshot).isEmpty();
  }

  /**
   * Writes it, so that it survives a power failure.
   *
   * @throws Fault FILES_UNAVAILABLE if that cannot be done; what was there before is there still
   */
  void write(CrlSnapshot snapshot) {
    Manifest manifest = of(snapshot);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel out =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer octets = ByteBuffer.wrap(ManifestText.encode(manifest));
        while (octets.hasRemaining()) {
          out.write(octets);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      if (superfluous.isPresent()) {
        Files.deleteIfExists(superfluous.get());
      }
      try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new Fault(
          FaultCode.FILES_UNAVAILABLE, "the manifest cannot be written: " + Reasons.of(e), e);
    }
    written = Optional.of(manifest);
    compared = Optional.of(snapshot);
  }

  private Manifest of(CrlSnapshot snapshot) {
    List<Authority> authorities = Arrays.asList(Authority.values());
    return new Manifest(
        clock.instant(),
        authorities.stream()
            .flatMap(one -> snapshot.issuers(one).stream())
            .map(one -> new ListedIssuer(one.issuer(), one.certificate()))
            .toList(),
        authorities.stream()
            .flatMap(one -> snapshot.links(one).stream())
            .map(one ->
                new ListedLink(one.issuer().issuer(), one.subject().issuer(), one.certificate()))
            .toList(),
        snapshot.listings().stream().map(ManifestWriter::listing).toList());
  }

  private static Listing listing(PublishedPartition one) {
    Partition partition = one.partition();
    return new Listing(
        partition.issuer().issuer(),
        partition.id(),
        partition.municipality(),
        one.served().map(ManifestWriter::crl));
  }

  private static ListedCrl crl(PublishedCrl crl) {
    return new ListedCrl(
        crl.number(),
        crl.thisUpdate(),
        crl.nextUpdate(),
        crl.entries(),
        crl.size(),
        crl.sha256(),
        crl.delta()
            .map(delta ->
                new ListedDelta(
                    delta.base().map(CrlBase::number).orElse(crl.number()),
                    delta.entries(),
                    delta.size(),
                    delta.sha256())));
  }
}
