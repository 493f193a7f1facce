package org.jitsuin.ca.boot;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.boot.RegisterSettings.Drop;
import org.jitsuin.ca.residentevent.ApplyEventBatch;
import org.jitsuin.ca.residentevent.DropDirectory;
import org.jitsuin.ca.residentevent.StreamEvents;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.Transactions;

/**
 * Takes in the files that the resident register drops, where a directory is set: in a thread of its
 * own, since a file may take long.
 */
@ApplicationScoped
public class RegisterDrop {
  private static final String NAME = "Drop directory";

  /** The longest time for a file: forty million events, at some two thousand a second. */
  private static final Duration LONGEST_FILE = Duration.ofHours(6);

  private final Transactions transactions;
  private final ApplyEventBatch takeInBatch;
  private final StreamEvents streamEvents;
  private final Settings settings;
  private final Node node;
  private final Heartbeats heartbeats;

  @Resource private ManagedThreadFactory threads;

  private Optional<Thread> worker = Optional.empty();

  /** A constructor for the container's proxy only. */
  protected RegisterDrop() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public RegisterDrop(
      Transactions transactions,
      ApplyEventBatch takeInBatch,
      StreamEvents streamEvents,
      Settings settings,
      Node node,
      Heartbeats heartbeats) {
    this.transactions = transactions;
    this.takeInBatch = takeInBatch;
    this.streamEvents = streamEvents;
    this.settings = settings;
    this.node = node;
    this.heartbeats = heartbeats;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    worker = RegisterSettings.drop(settings).map(drop -> threads.newThread(() -> work(drop)));
    worker.ifPresent(Thread::start);
  }

  /** Stops the work; what is under way continues at the next start, or on another server. */
  @PreDestroy
  void stop() {
    worker.ifPresent(Thread::interrupt);
  }

  private void work(Drop drop) {
    Lease lease = new Lease(transactions, node, "register-drop", drop.lease());
    DropDirectory directory =
        new DropDirectory(drop.directory(), takeInBatch, streamEvents, lease, node);
    Runnable round =
        heartbeats.within(
            LONGEST_FILE.plus(drop.poll()),
            NAME,
            directory::round,
            new WorkReport(NAME, CaLog.LOG::dropFailed, CaLog.LOG::dropRecovered));
    while (!Thread.currentThread().isInterrupted()) {
      round.run();
      try {
        Thread.sleep(drop.poll());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
