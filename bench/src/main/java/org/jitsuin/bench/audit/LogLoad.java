package org.jitsuin.bench.audit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jitsuin.audit.auditor.LogCheck;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.auditor.TreeCheck;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.bench.measure.Latencies;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.WorkSource;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.HeadRows;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.AppendedEntries;
import org.jitsuin.store.Head;
import org.jitsuin.store.Lease;

/** Callers that write entries, and the sequencer beside them with the settings of a server. */
final class LogLoad implements AutoCloseable {
  private static final int CALLERS = 8;
  private static final int TOGETHER = 20;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_GROUPS = 1_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Transactions transactions;
  private final SigningPool token;
  private final LogFiles files;
  private final Sequencer sequencer;
  private final AuditLog auditLog = new AuditLog(Clocks.system(), new SecureRandom());

  /**
   * The times when the last entry of a group was committed, by its number; removed once it is
   * signed.
   */
  private final Map<Long, Long> committed = new ConcurrentSkipListMap<>();

  LogLoad(PrivateStack stack) {
    this.transactions = new Transactions(stack.authorityPool(), Clocks.system());
    this.token = SigningPool.configured(stack.settings(), "ca", Clocks.system());
    this.files = new LogFiles(stack.logDirectory().resolve("log"));
    Node node = new Node("bench", UUID.randomUUID().toString());
    this.sequencer =
        new Sequencer(
            transactions,
            new Lease(transactions, node, "audit-log", Duration.ofSeconds(10)),
            files,
            key -> token.key(key.label(), key.scheme()),
            Clocks.system());
  }

  /**
   * The observations of a load.
   *
   * @param rate entries that were signed in a second
   * @param delays from the commit of entries to the checkpoint that has them
   */
  record Seen(double rate, Latencies delays) {}

  Seen run(Duration duration) throws InterruptedException {
    sequencer.round();
    long before = sequencer.state().size();
    long begin = System.nanoTime();
    AtomicBoolean over = new AtomicBoolean();
    List<Long> delays = new ArrayList<>();
    Thread rounds =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                sequence(delays);
                pause();
              }
            });
    new Load(CALLERS, duration)
        .on(WorkSource.of(IntStream.range(0, MOST_GROUPS).boxed().toList()), _ -> append());
    over.set(true);
    rounds.join();
    sequence(delays);
    double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
    return new Seen(
        (sequencer.state().size() - before) / seconds,
        new Latencies(delays.stream().mapToLong(Long::longValue).toArray()));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sequence(List<Long> delays) {
    sequencer.round();
    long now = System.nanoTime();
    committed
        .entrySet()
        .removeIf(group -> {
          boolean signed = group.getKey() <= sequencer.state().size();
          if (signed) {
            delays.add(now - group.getValue());
          }
          return signed;
        });
  }

  private int append() {
    Instant now = Clocks.system().instant();
    List<OfficeAct> acts =
        Stream.<OfficeAct>generate(() -> new OfficeAct.HolderRead(UUID.randomUUID().toString()))
            .limit(TOGETHER)
            .toList();
    long last =
        transactions.run(handle -> {
          auditLog.append(handle, now, new Actor.Component("bench", "bench"), acts);
          HeadRows.of(handle).number(handle);
          AppendedEntries appended = AppendedEntries.of(handle);
          return appended.first() + appended.count() - 1;
        });
    committed.put(last, System.nanoTime());
    return TOGETHER;
  }

  long size() {
    return sequencer.state().size();
  }

  /**
   * Checks all of it as an auditor does.
   *
   * @throws IllegalStateException if anything is wrong, or an entry is not in the tree
   */
  void verify() {
    NoteKey key = transactions.run(LogTable::key).orElseThrow().verifier();
    Report report = new Report();
    new LogCheck(key, List.of(), files, report)
        .newest(files.checkpoint())
        .ifPresent(new TreeCheck(files, report)::check);
    long last = transactions.run(Head.LOG::last);
    if (!report.isClean() || last != size()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "%d of %d entries are signed: %s", size(), last, report.lines()));
    }
  }

  @Override
  public void close() {
    token.close();
  }
}
