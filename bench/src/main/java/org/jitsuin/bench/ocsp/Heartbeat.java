package org.jitsuin.bench.ocsp;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.work.BackgroundThreads;
import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ca.store.BeatTable;

/**
 * Says once a second how far the status feed has come, as the authority does: without it a
 * responder tells nothing.
 */
final class Heartbeat implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

  private final BackgroundThreads threads =
      new BackgroundThreads(Thread.ofPlatform().daemon().factory());

  /**
   * @param authority the database as a user who may write the heartbeat
   */
  Heartbeat(Jdbi authority) {
    threads.begin(new RepeatedWork(() -> beat(authority), new Report()), Duration.ZERO, PAUSE);
  }

  private static void beat(Jdbi authority) {
    Instant asked = Clocks.system().instant();
    authority.useTransaction(handle -> BeatTable.beat(handle, asked));
  }

  /** What goes wrong shows in answers as well. */
  private static final class Report implements RepeatedWork.Report {
    @Override
    public void failed(Throwable failure) {
      LOG.log(System.Logger.Level.WARNING, "no heartbeat", failure);
    }

    @Override
    public void recovered(long failures) {
      LOG.log(System.Logger.Level.INFO, "heartbeats again");
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
