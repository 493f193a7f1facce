package org.jitsuin.crl.publish;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jitsuin.base.Fault;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.plan.StatusReader;

/**
 * The parts of a mirror, put together: the CRLs that others publish, fetched from them by the
 * hashes that the database has of each.
 */
public final class CrlMirror implements CrlWork {
  private final Settings settings;
  private final InstantSource clock;
  private final StatusDatabase database;
  private final CrlFiles files;
  private final Peers peers;
  private final Mirror mirror;
  private final Lane partitions;
  private final Optional<Lane> complete;
  private final CrlHealth health;

  /**
   * @param settings those that {@link CrlPolicy#read} and {@link CrlPolicy#readComplete} name, and
   *     {@code jitsuin.crl.directory} and {@code jitsuin.crl.peers}
   * @param source hands out connections of a user that may read the schema {@code status}
   * @throws Fault SETTING_INVALID
   */
  public CrlMirror(Settings settings, DataSource source, InstantSource clock) {
    this(settings, source, clock, _ -> true);
  }

  /**
   * @param scope the partitions to care for
   */
  CrlMirror(Settings settings, DataSource source, InstantSource clock, Predicate<Partition> scope) {
    this.settings = settings;
    this.clock = clock;
    database = new StatusDatabase(source);
    files = new CrlFiles(settings.get(BaseSettings.CRL_DIRECTORY));
    peers = Peers.configured(settings);
    mirror = new Mirror(peers, files);
    if (!peers.areThere()) {
      throw Settings.invalid(CrlSettings.PEERS.key(), "must be set for a mirror of CRLs");
    }
    Optional<CrlPolicy> rarely = CrlPolicy.readComplete(settings);
    Path ofComplete = files.manifest(RepositoryFiles.Part.COMPLETE);
    Path ofPartitions = files.manifest(RepositoryFiles.Part.PARTITIONS);
    partitions =
        line(
            ofPartitions,
            Optional.of(ofComplete).filter(_ -> rarely.isEmpty()),
            scope.and(one -> !one.isComplete()));
    complete =
        rarely.map(_ -> line(ofComplete, Optional.empty(), scope.and(Partition::isComplete)));
    health = new CrlHealth(partitions, complete, new HandedIn(database), clock);
  }

  private Lane line(Path manifest, Optional<Path> superfluous, Predicate<Partition> scope) {
    PublishedCrls catalogue = new PublishedCrls(files);
    PublishingHealth condition = new PublishingHealth();
    MirrorLine line =
        new MirrorLine(
            new StatusView(
                StatusReader.ofStatusAlone(database, scope),
                settings.get(CrlSettings.REFRESH),
                clock),
            mirror,
            new PeerLinks(peers, manifest),
            new MirrorLine.Kept(
                files,
                catalogue,
                new ManifestWriter(manifest, superfluous, clock),
                new Sweeper(files, clock)),
            condition);
    return new Lane(catalogue, condition, line);
  }

  @Override
  public Lane partitions() {
    return partitions;
  }

  @Override
  public Optional<Lane> complete() {
    return complete;
  }

  @Override
  public CrlHealth health() {
    return health;
  }

  @Override
  public void close() {
    partitions.publisher().close();
    complete.ifPresent(line -> line.publisher().close());
  }
}
