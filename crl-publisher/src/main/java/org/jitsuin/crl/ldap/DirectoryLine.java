package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.Fence;
import org.jitsuin.crl.plan.Lease;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.publish.CrlFiles;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.CrlSnapshot;
import org.jitsuin.crl.publish.PublishedPartition;

/**
 * Puts what is published into the directory, beside the publishing itself, which never waits for
 * it. Every server runs one; that with the lease works.
 */
public final class DirectoryLine implements Runnable, AutoCloseable {
  private static final int MAX_DOUBLINGS = 10;

  private final LdapSettings place;
  private final Settings settings;
  private final CrlService service;
  private final StatusDatabase database;
  private final Lease lease;
  private final InstantSource clock;
  private volatile String trouble = "";

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
    this.database = new StatusDatabase(source);
    this.lease =
        new Lease(
            database,
            Lease.Kind.DIRECTORY,
            CrlPolicy.read(settings).lease(),
            settings.required("jitsuin.node"),
            clock,
            new SecureRandom());
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
      broken("the directory cannot be reached: " + e.getResultCode().getName());
    } catch (RuntimeException | Error e) {
      lease.doubt();
      broken(e instanceof Fault fault ? fault.code() + ": " + fault.getMessage() : e.toString());
    }
  }

  /** Keeps what stands in the directory and is newer than the database. */
  private void fetch(Status status) {
    char[] password = settings.secret(LdapSettings.PASSWORD);
    try (Directory directory = Directory.connect(place, password)) {
      for (PartitionStatus one : status.partitions()) {
        long known = one.published().map(PublishedCrl::number).orElse(0L);
        fetch(directory, one.partition(), known);
      }
    } catch (LDAPException e) {
      CrlLog.LOG.directoryNotCompared(e.getResultCode().getName());
    } catch (IOException e) {
      throw new UncheckedIOException("a CRL from the directory cannot be kept", e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private void fetch(Directory directory, Partition partition, long known)
      throws LDAPException, IOException {
    Optional<DN> name = name(partition);
    if (name.isPresent()) {
      for (byte[] crl : directory.newer(name.get(), known)) {
        OptionalLong _ = service.files().keep(partition, crl);
      }
    }
  }

  private List<PublishedPartition> due(CrlSnapshot published) {
    Map<Integer, DirectoryTable.Row> there = database.inTransaction(DirectoryTable::all);
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
        .map(row -> row.number() < number && !now.isBefore(next(row)))
        .orElse(true);
  }

  /** Returns when it is tried again: after a time that doubles, up to a quarter of an hour. */
  private static Instant next(DirectoryTable.Row row) {
    return row.failures() == 0
        ? row.triedAt()
        : row.triedAt().plus(Duration.ofSeconds(1L << Math.min(row.failures(), MAX_DOUBLINGS)));
  }

  private void work(Fence fence, List<PublishedPartition> due) throws LDAPException {
    if (due.isEmpty()) {
      return;
    }
    char[] password = settings.secret(LdapSettings.PASSWORD);
    try {
      Iterator<PublishedPartition> rest = due.iterator();
      while (rest.hasNext()) {
        try (Directory directory = Directory.connect(place, password)) {
          boolean connected = true;
          while (connected && rest.hasNext()) {
            // Who was deposed in the meantime leaves it to the others.
            if (!lease.extend(fence)) {
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
      Optional<DN> name = name(partition);
      if (name.isPresent()) {
        // It may not have been there when this server began to publish.
        fetch(directory, partition, crl.number());
        directory.put(name.get(), pair(partition, crl));
      }
      database.inTransaction(handle ->
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

  private Directory.Pair pair(Partition partition, PublishedCrl crl) throws IOException {
    CrlFiles files = service.files();
    return new Directory.Pair(
        crl.number(),
        Bytes.of(Files.readAllBytes(files.file(partition, crl.number()))),
        crl.delta().isPresent()
            ? Optional.of(Bytes.of(Files.readAllBytes(files.deltaFile(partition, crl.number()))))
            : Optional.empty());
  }

  private void failed(Partition partition, String reason) {
    CrlLog.LOG.directoryRefuses(partition.toString(), reason);
    database.inTransaction(
        handle -> DirectoryTable.failed(handle, partition.no(), reason, clock.instant()));
  }

  /** The directoryName of the distribution point, as LDAP writes it (RFC 4514). */
  private static Optional<DN> name(Partition partition) throws LDAPException {
    Optional<String> written =
        partition.distributionPoint().stream()
            .flatMap(names -> Arrays.stream(names.getNames()))
            .filter(name -> name.getTagNo() == GeneralName.directoryName)
            .map(name -> X500Name.getInstance(RFC4519Style.INSTANCE, name.getName()).toString())
            .findFirst();
    return written.isPresent() ? Optional.of(new DN(written.get())) : Optional.empty();
  }

  private void broken(String reason) {
    if (!reason.equals(trouble)) {
      CrlLog.LOG.directoryFails(reason);
    }
    trouble = reason;
  }

  private void works() {
    if (!trouble.isEmpty()) {
      CrlLog.LOG.directoryWorks();
    }
    trouble = "";
  }

  /** Returns what keeps all CRLs from the directory; empty if nothing does. */
  public String trouble() {
    return trouble;
  }

  @Override
  public synchronized void close() {
    try {
      lease.release();
    } catch (Fault e) {
      // Without a database the lease ends by itself.
      broken(e.getMessage());
    }
  }
}
