package org.jitsuin.ca.residentevent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.model.BatchId;
import org.jitsuin.ca.model.BatchProgress;
import org.jitsuin.ca.residentevent.ApplyEventBatch.Sending;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;

/**
 * Takes in the files that the resident register drops, one server at a time and one file after the
 * other. A file is a batch, known by its name and content: after a crash it goes on where it was.
 *
 * <p>Nothing of a file is taken in while it may still be written: it must be as it was at the look
 * before, end with the line that counts the others, and be the same file with the same content when
 * its last event is taken in.
 *
 * <p>The holder of the lease writes results into a file of its own, and each chunk only while it
 * holds the lease: who was overtaken writes into a file that is gone.
 */
public final class DropDirectory {
  /**
   * The name of the component in audit entries; no Idempotency-Key has a colon, so it is no batch
   * of somebody else.
   */
  private static final String COMPONENT = "register-drop";

  private final DropFiles files;
  private final SettledFiles still = new SettledFiles();

  /** Files that are not whole, as they were when that was told. */
  private final Map<Path, SettledFiles.State> incomplete = new HashMap<>();

  private final ApplyEventBatch applyEventBatch;
  private final StreamEvents streamEvents;
  private final Lease lease;
  private final Actor actor;
  private long attempts;

  /**
   * @param lease that of the directory
   */
  public DropDirectory(
      Path directory,
      ApplyEventBatch applyEventBatch,
      StreamEvents streamEvents,
      Lease lease,
      Node node) {
    this.files = new DropFiles(directory);
    this.applyEventBatch = applyEventBatch;
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
    Optional<Fence> fence = lease.hold();
    if (fence.isEmpty()) {
      return 0;
    }
    try {
      DropFiles.Pending pending = files.pending();
      for (Path strange : pending.strange()) {
        // Its name may be anything.
        CaLog.LOG.droppedFileRefused();
        files.refuse(strange);
      }
      incomplete.keySet().retainAll(pending.files());
      int taken = 0;
      for (Map.Entry<Path, SettledFiles.State> file : still.among(pending.files()).entrySet()) {
        if (!file.getValue().equals(incomplete.get(file.getKey()))) {
          taken += takeIn(file.getKey(), file.getValue(), fence.get()) ? 1 : 0;
        }
      }
      return taken;
    } catch (NoSuchFileException e) {
      // Somebody took it away, as an operator may, or a server that has overtaken this one.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean takeIn(Path file, SettledFiles.State state, Fence fence) throws IOException {
    try (FileChannel channel = DropFiles.open(file)) {
      DropScan scan = DropScan.of(channel, streamEvents.format());
      if (!scan.problem().isEmpty()) {
        CaLog.LOG.droppedFileIncomplete(file.getFileName().toString(), scan.problem());
        incomplete.put(file, state);
        return false;
      }
      Path part = files.newPart(file, fence.number(), ++attempts);
      if (!takeIn(file, channel, scan, part, fence)) {
        return false;
      }
      if (!DropScan.of(channel, streamEvents.format()).equals(scan)
          || !SettledFiles.State.of(file).equals(Optional.of(state))) {
        CaLog.LOG.droppedFileChanged(file.getFileName().toString());
        Files.deleteIfExists(part);
        return false;
      }
      files.publish(part, file);
      files.done(file);
      CaLog.LOG.droppedFileTakenIn(file.getFileName().toString(), scan.lines());
      return true;
    }
  }

  /**
   * Processes a file; returns whether all of its lines were processed, with the results in that
   * part.
   */
  private boolean takeIn(Path file, FileChannel channel, DropScan scan, Path part, Fence fence)
      throws IOException {
    BatchId batch = new BatchId(COMPONENT, file.getFileName() + ":" + scan.hash());
    Optional<BatchProgress> before = applyEventBatch.progress(batch);
    applyEventBatch.begin(batch, 1);
    Kept kept = kept(file, before);
    try (OutputStream out = DropFiles.begin(part, kept.results(), kept.lines())) {
      for (Path old : files.parts(file)) {
        if (!old.equals(part)) {
          Files.deleteIfExists(old);
        }
      }
      channel.position(0);
      InputStream in = DropFiles.stream(channel, scan.octets());
      DropFiles.skip(in, kept.lines());
      Sending sending = new Sending(batch, actor, handle -> keepLease(handle, fence));
      return streamEvents.run(sending, kept.lines() + 1, in, out).complete();
    }
  }

  private void keepLease(Handle handle, Fence fence) {
    if (!lease.keep(handle, fence)) {
      throw new Fault(
          FaultCode.DATABASE_UNAVAILABLE, "another server took over the drop directory");
    }
  }

  /**
   * Results that need not be made again.
   *
   * @param lines how many of them, from the first on
   */
  private record Kept(Optional<Path> results, long lines) {}

  private Kept kept(Path file, Optional<BatchProgress> before) throws IOException {
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
}
