package org.jitsuin.ca.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.audit.Actor;
import org.jitsuin.ca.CaMessages;
import org.jitsuin.ca.registry.TakeInBatch.Sending;
import org.jitsuin.ca.store.EventBatchTable.BatchId;
import org.jitsuin.ca.store.EventBatchTable.Progress;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Lease;

/**
 * Takes in the files that the resident register drops, one server at a time and one file after the
 * other. A file is a batch, known by its name and content: after a crash it goes on where it was.
 *
 * <p>The holder of the lease writes results into a file of its own, and each chunk only while it
 * holds the lease: who was overtaken writes into a file that is gone.
 */
public final class DropDirectory {
  /** As in audit entries; no Idempotency-Key has a colon, so no batch of somebody else is this. */
  private static final String COMPONENT = "register-drop";

  private static final int BUFFER = 65_536;

  private final DropFiles files;
  private final TakeInBatch takeInBatch;
  private final StreamEvents streamEvents;
  private final Lease lease;
  private final Actor actor;
  private long attempts;

  /**
   * @param lease that of the directory
   */
  public DropDirectory(
      Path directory, TakeInBatch takeInBatch, StreamEvents streamEvents, Lease lease, Node node) {
    this.files = new DropFiles(directory);
    this.takeInBatch = takeInBatch;
    this.streamEvents = streamEvents;
    this.lease = lease;
    this.actor = new Actor.Component(COMPONENT, node.name());
  }

  /**
   * Takes in what lies there, unless another server does.
   *
   * @return how many files were taken in wholly
   * @throws Fault DATABASE_UNAVAILABLE
   * @throws UncheckedIOException if the directory cannot be used
   */
  public int round() {
    Optional<Long> fence = lease.hold();
    if (fence.isEmpty()) {
      return 0;
    }
    try {
      DropFiles.Pending pending = files.pending();
      for (Path strange : pending.strange()) {
        // Its name may be anything.
        CaMessages.LOG.droppedFileRefused();
        files.refuse(strange);
      }
      int taken = 0;
      for (Path file : pending.files()) {
        taken += takeIn(file, fence.get()) ? 1 : 0;
      }
      return taken;
    } catch (NoSuchFileException e) {
      // Somebody took it away, as an operator may, or a server that has overtaken this one.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean takeIn(Path file, long fence) throws IOException {
    try (FileChannel channel = DropFiles.open(file)) {
      String key = file.getFileName() + ":" + hash(channel);
      BatchId batch = new BatchId(COMPONENT, key);
      Optional<Progress> before = takeInBatch.progress(batch);
      takeInBatch.begin(batch, 1);
      Path part = files.newPart(file, fence, ++attempts);
      Kept kept = kept(file, before);
      StreamEvents.Ended ended;
      try (OutputStream out = DropFiles.begin(part, kept.results(), kept.lines())) {
        for (Path old : files.parts(file)) {
          if (!old.equals(part)) {
            Files.deleteIfExists(old);
          }
        }
        channel.position(0);
        InputStream in = DropFiles.stream(channel);
        DropFiles.skip(in, kept.lines());
        Sending sending =
            new Sending(
                batch,
                actor,
                handle -> {
                  if (!lease.keep(handle, fence)) {
                    throw new Fault(
                        FaultCode.DATABASE_UNAVAILABLE, "another server took the directory over");
                  }
                });
        ended = streamEvents.run(sending, kept.lines() + 1, in, out);
      }
      if (ended.complete()) {
        files.publish(part, file);
        files.done(file);
        CaMessages.LOG.droppedFileTakenIn(file.getFileName().toString(), ended.next() - 1);
      }
      return ended.complete();
    }
  }

  /**
   * Results that need not be made again.
   *
   * @param lines how many of them, from the first on
   */
  private record Kept(Optional<Path> results, long lines) {}

  private Kept kept(Path file, Optional<Progress> before) throws IOException {
    Path results = files.results(file);
    if (before.isEmpty()) {
      // Of another file that had the name.
      if (Files.exists(results)) {
        files.done(results);
      }
      return new Kept(Optional.empty(), 0);
    }
    // Results in place are of a server that died before it moved the file.
    Optional<Path> longest = Files.exists(results) ? Optional.of(results) : Optional.empty();
    long lines = longest.isPresent() ? DropFiles.lines(results) : 0;
    for (Path part : files.parts(file)) {
      long those = DropFiles.lines(part);
      if (those > lines) {
        longest = Optional.of(part);
        lines = those;
      }
    }
    return new Kept(longest, Math.min(lines, before.get().lines()));
  }

  private static String hash(FileChannel channel) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      // Not closed: it would close the channel.
      InputStream in = new DigestInputStream(DropFiles.stream(channel), sha256);
      byte[] buffer = new byte[BUFFER];
      while (in.read(buffer) >= 0) {
        // The digest has seen it.
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
