package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Interval;
import org.jitsuin.base.work.Backoff;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.CrlSettings;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.CrlSnapshot;
import org.jitsuin.crl.publish.PublishedPartition;
import org.jitsuin.store.Fence;

/**
 * Puts what is published into the directory, beside the publishing itself, which never waits for
 * it. Every server runs one; that with the lease works.
 */
public final class DirectoryLine implements Runnable, AutoCloseable {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1 << 10));

  private final LdapSettings place;
  private final Settings settings;
  private final CrlService service;
  private final StatusDatabase database;
  private final PublishingLease lease;
  private final InstantSource clock;
  private final DirectoryExchange exchange;
  private final Trouble trouble = new Trouble();
  private volatile String problem = "";

  private DirectoryLine(
      Settings settings,
      LdapSettings place,
      DataSource source,
      CrlService service,
      InstantSource clock) {
    this.settings = settings;
    this.place = place;
    this.service = service;
    this.clock = clock;
    this.exchange = new DirectoryExchange(service.files());
    this.database = new StatusDatabase(source);
    this.lease =
        new PublishingLease(
            database,
            PublishingLease.Kind.DIRECTORY,
            CrlPolicy.read(settings).lease(),
            Node.starting(settings.required(BaseSettings.NODE), new SecureRandom()),
            clock);
    service.fetchBy(this::fetch);
  }

  /**
   * Reads {@code jitsuin.ldap.url} and what goes with it.
   *
   * @param source hands out connections of the publisher's database user
   * @return empty where there is no directory
   * @throws Fault SETTING_INVALID
   */
  public static Optional<DirectoryLine> configured(
      Settings settings, DataSource source, CrlService service, InstantSource clock) {
    return LdapSettings.read(settings)
        .map(place -> new DirectoryLine(settings, place, source, service, clock));
  }

  /** Puts there what is due; what goes wrong is logged and tried again. */
  @Override
  public synchronized void run() {
    try {
      Optional<Fence> fence = lease.hold();
      Optional<CrlSnapshot> published = service.catalogue().current();
      if (fence.isPresent() && published.isPresent()) {
        work(fence.get(), due(published.get()));
      }
      works();
    } catch (LDAPException e) {
      // Not its message, which the directory wrote.
      String code = e.getResultCode().getName();
      broken(code, "the directory cannot be reached: " + code);
    } catch (RuntimeException | Error e) {
      lease.doubt();
      broken(e);
    }
  }

  /** Keeps what stands in the directory and is newer than the database. */
  private void fetch(Status status) {
    char[] password = settings.secret(CrlSettings.LDAP_PASSWORD_FILE);
    try (Directory directory = Directory.connect(place, password)) {
      for (PartitionStatus one : status.partitions()) {
        long known = one.published().map(PublishedCrl::number).orElse(0L);
        exchange.fetch(directory, one.partition(), known);
      }
    } catch (LDAPException e) {
      CrlLog.LOG.directoryNotCompared(e.getResultCode().getName());
    } catch (IOException e) {
      throw new UncheckedIOException("a CRL from the directory cannot be kept", e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private List<PublishedPartition> due(CrlSnapshot published) {
    Map<Integer, DirectoryTable.Row> there = database.run(DirectoryTable::all);
    Instant now = clock.instant();
    return published.listings().stream()
        .filter(listing -> listing.served().isPresent())
        .filter(listing -> due(listing, there, now))
        .toList();
  }

  private static boolean due(
      PublishedPartition listing, Map<Integer, DirectoryTable.Row> there, Instant now) {
    long number = listing.served().map(PublishedCrl::number).orElseThrow();
    return Optional.ofNullable(there.get(listing.partition().no()))
        .map(row -> row.number() < number && !isLeftInPeace(row, now))
        .orElse(true);
  }

  private static boolean isLeftInPeace(DirectoryTable.Row row, Instant now) {
    return new Interval(row.triedAt(), BACKOFF.after(row.failures())).contains(now);
  }

  private void work(Fence fence, List<PublishedPartition> due) throws LDAPException {
    if (due.isEmpty()) {
      return;
    }
    char[] password = settings.secret(CrlSettings.LDAP_PASSWORD_FILE);
    try {
      Iterator<PublishedPartition> rest = due.iterator();
      while (rest.hasNext()) {
        try (Directory directory = Directory.connect(place, password)) {
          boolean connected = true;
          while (connected && rest.hasNext()) {
            // Who was deposed in the meantime leaves it to the others.
            if (!lease.keep(fence)) {
              lease.doubt();
              return;
            }
            connected = put(directory, rest.next());
          }
        }
      }
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Returns whether the connection can be used again; what is too large for it ends it. */
  private boolean put(Directory directory, PublishedPartition listing) {
    Partition partition = listing.partition();
    PublishedCrl crl = listing.served().orElseThrow();
    try {
      exchange.put(directory, partition, crl);
      database.run(handle ->
          DirectoryTable.succeeded(handle, partition.no(), crl.number(), clock.instant()));
      return true;
    } catch (LDAPException e) {
      boolean usable = e.getResultCode().isConnectionUsable();
      failed(
          partition,
          usable
              ? e.getResultCode().getName()
              : "the connection was closed while a CRL of "
                  + crl.size()
                  + " octets was being written");
      return usable;
    } catch (IOException e) {
      failed(partition, "its file cannot be read");
      return true;
    }
  }

  private void failed(Partition partition, String reason) {
    CrlLog.LOG.directoryRefuses(partition.toString(), reason);
    database.run(handle -> DirectoryTable.failed(handle, partition.no(), reason, clock.instant()));
  }

  private void broken(Throwable failure) {
    switch (failure) {
      case Fault fault -> broken(fault.code().name(), fault.code() + ": " + fault.getMessage());
      default -> broken(failure.getClass().getName(), failure.toString());
    }
  }

  private void broken(String kind, String reason) {
    problem = reason;
    trouble.failed(kind, () -> CrlLog.LOG.directoryFails(reason));
  }

  private void works() {
    problem = "";
    trouble.worked(CrlLog.LOG::directoryWorks);
  }

  /** Returns what keeps all CRLs from the directory; empty if nothing does. */
  public String trouble() {
    return problem;
  }

  @Override
  public synchronized void close() {
    try {
      lease.release();
    } catch (Fault e) {
      // Without a database the lease ends by itself.
      broken(e);
    }
  }
}
