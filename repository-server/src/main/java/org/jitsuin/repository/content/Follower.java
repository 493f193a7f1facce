package org.jitsuin.repository.content;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.Listing;
import org.jitsuin.base.repository.Manifest;
import org.jitsuin.base.repository.ManifestText;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.base.time.Interval;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.repository.RepositoryLog;

/**
 * Follows one manifest and the files that it lists. Whatever happens to the publisher, the manifest
 * or a file, what was handed out before is handed out on, as long as it is there.
 *
 * <p>One thread lets it look; any number read what it found.
 */
public final class Follower implements Runnable {
  /** The pause between looks at the files that are handed out. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final RepositoryFiles files;
  private final RepositoryFiles.Part part;
  private final InstantSource clock;
  private final ManifestFile file;
  private final FileCheck check = new FileCheck();
  private final Trouble trouble = new Trouble();

  private Optional<Manifest> manifest = Optional.empty();
  private Interval rest = Interval.EMPTY;
  private int unsoundTold;
  private volatile State state = State.NONE;

  /**
   * What was found.
   *
   * @param contents what is handed out; empty until a manifest was read
   * @param made when the newest manifest was written that was accepted
   * @param unsound how many partitions are not handed out as they are listed
   * @param problem what is wrong with the manifest that is there now
   */
  public record State(
      Optional<Contents> contents, Optional<Instant> made, int unsound, Optional<String> problem) {
    static final State NONE = new State(Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  public Follower(RepositoryFiles files, RepositoryFiles.Part part, InstantSource clock) {
    this.files = files;
    this.part = part;
    this.clock = clock;
    this.file = new ManifestFile(files.manifest(part));
  }

  public State state() {
    return state;
  }

  /** Returns what is handed out. */
  public Optional<Contents> current() {
    return state.contents();
  }

  /** Looks whether there is something new. */
  @Override
  public void run() {
    boolean changed = false;
    try {
      switch (file.look()) {
        case ManifestFile.Same _ -> {}
        case ManifestFile.Changed(Bytes octets) -> changed = take(octets.bytes());
        case ManifestFile.Nothing _ -> changed = lose();
      }
    } catch (IOException e) {
      missing(e.toString());
    }
    boolean look = !rest.contains(clock.instant());
    if (changed || look || state.unsound() > 0) {
      manifest.ifPresent(listed -> show(listed, look));
    }
  }

  /** Returns whether what is handed out may be something else now. */
  private boolean take(byte[] octets) {
    Manifest next;
    try {
      next = ManifestText.parse(octets);
    } catch (IllegalArgumentException e) {
      refuse(e.getMessage());
      return false;
    }
    Optional<String> obstacle = manifest.flatMap(before -> before.obstacleTo(next));
    if (obstacle.isPresent()) {
      refuse(obstacle.get());
      return false;
    }
    trouble.worked(() -> RepositoryLog.LOG.manifestAccepted(file.path().toString()));
    Manifest merged = manifest.map(next::over).orElse(next);
    boolean same = manifest.filter(merged::saysTheSame).isPresent();
    manifest = Optional.of(merged);
    state =
        new State(state.contents(), Optional.of(merged.made()), state.unsound(), Optional.empty());
    return !same;
  }

  private void refuse(String reason) {
    problem("the manifest was refused: " + reason);
    trouble.failed(
        "refused", () -> RepositoryLog.LOG.manifestRefused(file.path().toString(), reason));
  }

  private void missing(String reason) {
    problem("the manifest is missing or cannot be read: " + reason);
    if (manifest.isPresent()) {
      trouble.failed(
          "missing", () -> RepositoryLog.LOG.manifestMissing(file.path().toString(), reason));
    }
  }

  private void problem(String sentence) {
    state = new State(state.contents(), state.made(), state.unsound(), Optional.of(sentence));
  }

  /** Complete CRLs may be given up; those of the partitions never are. */
  private boolean lose() {
    switch (part) {
      case PARTITIONS -> missing("there is no such file");
      case COMPLETE -> {
        manifest = Optional.empty();
        state = State.NONE;
      }
    }
    return false;
  }

  /**
   * Makes up what is handed out.
   *
   * @param look whether to look at the files that are handed out already
   */
  private void show(Manifest listed, boolean look) {
    List<ServedPartition> all = new ArrayList<>();
    boolean changed = state.contents().filter(one -> one.hasCertificatesOf(listed)).isEmpty();
    for (Listing listing : listed.listings()) {
      Optional<ServedPartition> before =
          state.contents().flatMap(one -> one.find(listing.authority(), listing.id()));
      ServedPartition now = serve(listing, before, look);
      changed |= !before.equals(Optional.of(now));
      all.add(now);
    }
    check.endRound();
    int unsound = (int) all.stream().filter(one -> !one.sound()).count();
    state =
        new State(
            changed ? Optional.of(new Contents(listed, all)) : state.contents(),
            state.made(),
            unsound,
            state.problem());
    if (look) {
      rest = new Interval(clock.instant(), PAUSE);
    }
    tell(unsound);
  }

  /** The listed CRL if it is there, whole; else that before, if it still is. */
  private ServedPartition serve(Listing listing, Optional<ServedPartition> before, boolean look) {
    Optional<ServedCrl> known = before.flatMap(ServedPartition::served);
    boolean same = known.map(ServedCrl::listed).equals(listing.crl());
    boolean whole = before.filter(ServedPartition::sound).isPresent() && !look;
    if (same && (whole || known.map(ServedCrl::isWhole).orElse(true))) {
      return new ServedPartition(listing, known, true);
    }
    Optional<ServedCrl> found = listing.crl().flatMap(crl -> find(listing, crl));
    return new ServedPartition(
        listing, found.or(() -> known.filter(crl -> crl.full().isPresent())), found.isPresent());
  }

  private Optional<ServedCrl> find(Listing listing, ListedCrl crl) {
    Optional<StoredFile> full =
        check.find(
            files.crl(listing.issuer(), listing.id(), crl.number()), crl.size(), crl.sha256());
    Optional<StoredFile> delta =
        crl.delta()
            .flatMap(one ->
                check.find(
                    files.delta(listing.issuer(), listing.id(), crl.number()),
                    one.size(),
                    one.sha256()));
    return full.filter(_ -> delta.isPresent() == crl.delta().isPresent())
        .map(found -> new ServedCrl(crl, found, delta));
  }

  private void tell(int unsound) {
    if (unsound > unsoundTold) {
      RepositoryLog.LOG.filesUnsound(unsound, file.path().toString());
    }
    unsoundTold = unsound;
  }
}
