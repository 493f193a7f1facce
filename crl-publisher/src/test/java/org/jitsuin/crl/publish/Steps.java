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
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.testing.TestStack;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.DueReason;
import org.jitsuin.crl.plan.Fence;
import org.jitsuin.crl.plan.Lease;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.plan.StatusDatabase;

/** The steps of a round one by one, as a server that may crash or stall after any of them. */
final class Steps implements AutoCloseable {
  final Lease lease;
  final Ledger ledger;
  private final Drafts drafts;
  private final Press press;
  private final SigningPool pool;
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final List<Draft> open = new ArrayList<>();

  Steps(Path directory, InstantSource clock, String node) {
    TestStack stack = TestStack.shared();
    Settings settings = stack.settings();
    CrlPolicy policy = CrlPolicy.read(settings);
    StatusDatabase database = new StatusDatabase(stack.dataSource("crl"));
    CrlFiles files = new CrlFiles(directory);
    SecureRandom random = new SecureRandom();
    pool = SigningPool.configured(settings, "ca", clock);
    lease = new Lease(database, Lease.Kind.PARTITIONS, policy.lease(), node, clock, random);
    drafts = new Drafts(database, files, new Schedule(policy), clock);
    ledger =
        new Ledger(database, lease, new Schedule(policy), new Ledger.Scribe(node, clock, random));
    press = new Press(pool, files, writer);
  }

  Fence take() {
    return lease.hold().orElseThrow();
  }

  List<Draft> read(Listing listing) {
    List<Draft> read = drafts.read(List.of(new Due(listing, DueReason.RENEWAL)), outcomes());
    open.addAll(read);
    return read;
  }

  Optional<List<Intent>> intend(Fence fence, Listing listing) {
    return ledger.intend(fence, read(listing));
  }

  List<Signed> sign(Fence fence, Listing listing) {
    return sign(intend(fence, listing).orElseThrow());
  }

  List<Signed> sign(List<Intent> intents) {
    return press.sign(intents, outcomes());
  }

  List<Signed> place(Fence fence, Listing listing) {
    return place(sign(fence, listing));
  }

  List<Signed> place(List<Signed> signed) {
    return press.place(signed, outcomes());
  }

  private static List<Outcome> outcomes() {
    return new ArrayList<>();
  }

  @Override
  public void close() {
    open.forEach(Draft::close);
    pool.close();
    writer.shutdownNow();
  }
}
