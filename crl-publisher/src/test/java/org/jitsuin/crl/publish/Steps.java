package org.jitsuin.crl.publish;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.DueReason;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.store.Fence;
import org.jitsuin.testing.TestStack;

/** The steps of a round one by one, as a server that may crash or stall after any of them. */
final class Steps implements AutoCloseable {
  final PublishingLease lease;
  final CrlRecords ledger;
  private final EntryReader drafts;
  private final InstantSource clock;
  private final Schedule schedule;
  private final CrlRecords.Scribe scribe;
  private final CrlSigner press;
  private final SigningPool pool;
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final List<CrlDraft> open = new ArrayList<>();

  Steps(Path directory, InstantSource clock, String node) {
    this.clock = clock;
    TestStack stack = TestStack.shared();
    Settings settings = stack.settings();
    CrlPolicy policy = CrlPolicy.read(settings);
    StatusDatabase database = new StatusDatabase(stack.dataSource("crl"));
    CrlFiles files = new CrlFiles(directory);
    SecureRandom random = new SecureRandom();
    pool = SigningPool.configured(settings, "ca", clock);
    lease =
        new PublishingLease(
            database,
            PublishingLease.Kind.PARTITIONS,
            policy.lease(),
            Node.starting(node, random),
            clock);
    schedule = new Schedule(policy);
    scribe = new CrlRecords.Scribe(node, clock, random);
    drafts = new EntryReader(database, files, schedule);
    ledger = records(database);
    press = new CrlSigner(pool, files, writer);
  }

  /** What records over those connections, by right of the same lease. */
  CrlRecords records(StatusDatabase database) {
    return new CrlRecords(database, lease, schedule, scribe);
  }

  Fence take() {
    return lease.hold().orElseThrow();
  }

  List<CrlDraft> read(PublishedPartition listing) {
    return read(new EntryReader.Since(clock.instant(), _ -> true), listing);
  }

  List<CrlDraft> read(EntryReader.Since since, PublishedPartition listing) {
    List<CrlDraft> read =
        drafts.read(since, List.of(new Due(listing, DueReason.RENEWAL)), outcomes());
    open.addAll(read);
    return read;
  }

  Optional<List<Intent>> intend(Fence fence, PublishedPartition listing) {
    return ledger.intend(fence, read(listing));
  }

  List<SignedCrls> sign(Fence fence, PublishedPartition listing) {
    return sign(intend(fence, listing).orElseThrow());
  }

  List<SignedCrls> sign(List<Intent> intents) {
    return press.sign(intents, outcomes());
  }

  List<SignedCrls> place(Fence fence, PublishedPartition listing) {
    return place(sign(fence, listing));
  }

  List<SignedCrls> place(List<SignedCrls> signed) {
    return press.place(signed, outcomes());
  }

  private static List<PublishOutcome> outcomes() {
    return new ArrayList<>();
  }

  @Override
  public void close() {
    open.forEach(CrlDraft::close);
    pool.close();
    writer.shutdownNow();
  }
}
