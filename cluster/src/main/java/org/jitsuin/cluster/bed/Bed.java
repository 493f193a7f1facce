package org.jitsuin.cluster.bed;

import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A cluster on one machine: three database nodes, servers with a proxy each, a relay, and a
 * validation authority behind it. What is there is kept, what died is started again, what was never
 * whole is made anew.
 */
public final class Bed {
  private final BedPlace place;
  private final Network network;
  private final BedFiles files;
  private final List<String> launcher;
  private final Steps steps;

  /** Hears how far it has come. */
  @FunctionalInterface
  public interface Steps {
    /**
     * Reports that something is there now.
     *
     * @param what one word
     */
    void done(String what, String result);
  }

  /**
   * @param launcher the program behind {@code ./jitsuin}, to which a command is added
   */
  public Bed(BedPlace place, List<String> launcher, Steps steps) {
    this.place = place;
    this.network = new Network(place);
    this.files = new BedFiles(place);
    this.launcher = List.copyOf(launcher);
    this.steps = steps;
  }

  public BedPlace place() {
    return place;
  }

  /** The database nodes. */
  public List<DatabaseNode> databases() {
    return Network.HOSTS.databases().stream().map(host -> new DatabaseNode(place, host)).toList();
  }

  /** The node whose disk can be filled. */
  public DatabaseNode withSmallDisk() {
    return new DatabaseNode(place, Network.SMALL_DISK);
  }

  /** The proxies, one beside each server. */
  public List<Proxy> proxies() {
    return Network.HOSTS.servers().stream().map(host -> new Proxy(place, host)).toList();
  }

  /** The servers. */
  public List<Server> servers() {
    return Network.HOSTS.servers().stream().map(host -> new Server(place, host, launcher)).toList();
  }

  /** Relays, and the databases of validation authorities, each behind its source. */
  public List<Replica> replicas() {
    return Stream.concat(Network.HOSTS.relays().stream(), Network.HOSTS.validations().stream())
        .map(host -> new Replica(place, host))
        .toList();
  }

  /** The servers of validation authorities. */
  public List<Server> validations() {
    return Network.HOSTS.validations().stream()
        .map(host -> new Server(place, host, launcher))
        .toList();
  }

  /** The machine from which others are asked. */
  public Machine client() {
    return new Machine(place, Network.CLIENT);
  }

  /** Returns whether anything of it is there. */
  public boolean exists() {
    return Files.exists(place.directory()) || !network.machines().isEmpty();
  }

  /** Returns whether it was ever whole, and the machine not started anew since. */
  public boolean isWhole() {
    return Files.exists(place.whole()) && network.isWhole();
  }

  /**
   * Brings all of it up.
   *
   * @throws SetupFailure if something is missing, before anything is changed; or does not start
   */
  public void up() {
    startNodesAndProxies(Requirements.MEMORY, this::makeSmallDisk);
    List<Server> servers = servers();
    for (Server server : servers) {
      server.prepare();
      if (!server.equals(servers.getFirst())) {
        server.join(servers.getFirst());
      }
      server.up();
      ready(server);
    }
    upReplicas();
    for (Server validation : validations()) {
      upValidation(validation);
      ready(validation);
    }
    files.tellWhole();
  }

  private void ready(Server server) {
    steps.done(server.host().name(), "ready at " + server.host().address());
  }

  /** Brings relays up, and what follows them; the schema {@code status} must be there. */
  public void upReplicas() {
    for (Replica replica : replicas()) {
      replica.start();
      steps.done(
          replica.host().name(),
          "a database behind " + Network.HOSTS.source(replica.host()).name());
    }
  }

  private void upValidation(Server server) {
    if (server.process().isPresent()) {
      return;
    }
    server.prepare();
    if (!Files.exists(place.home(server.host()).resolve("replica-users.sql"))) {
      new Replica(place, server.host()).letIn(server.prepareReader());
    }
    Admission admission = new Admission(place, servers().getFirst());
    server.up(() -> admission.admit(server.host().name()));
  }

  /**
   * Brings nodes and proxies up, and no server.
   *
   * @param memory that is needed, in MiB
   */
  public void upDatabase(long memory) {
    startNodesAndProxies(memory, () -> {});
    files.tellWhole();
  }

  private void startNodesAndProxies(long memory, Runnable disks) {
    if (!isWhole()) {
      Requirements.missing(memory)
          .ifPresent(missing -> {
            throw new SetupFailure(missing);
          });
      down();
      lay();
      disks.run();
    }
    startDatabases();
    steps.done("database", "three nodes in step, " + ports());
    for (Proxy proxy : proxies()) {
      proxy.start();
    }
    steps.done("proxies", "one beside each server");
  }

  private void makeSmallDisk() {
    withSmallDisk().disk().make();
  }

  private static String ports() {
    return Network.HOSTS.databases().stream()
        .map(host -> host.address() + ":3306")
        .reduce((one, other) -> one + ", " + other)
        .orElseThrow();
  }

  /** Everything that is there before any program runs. */
  private void lay() {
    files.lay();
    network.make();
    steps.done("network", "namespaces %s*".formatted(place.prefix()));
    databases().forEach(DatabaseNode::prepare);
    databases().getFirst().found();
  }

  /**
   * Starts the nodes that do not run; where none does, the one first that has come farthest, as an
   * operator does.
   */
  public void startDatabases() {
    List<DatabaseNode> nodes = databases();
    boolean some =
        nodes.stream().anyMatch(node -> node.machine().process(DatabaseNode.PROCESS).isPresent());
    boolean fresh = nodes.stream().noneMatch(node -> node.group().isKnown());
    if (!some) {
      DatabaseNode first = fresh ? nodes.getFirst() : farthest(nodes);
      if (!fresh) {
        first.group().allowFirst();
      }
      first.start(true);
      if (fresh) {
        first.makeAdministrator();
      }
    }
    // One by one: each is sent a copy by one of the others.
    nodes.forEach(node -> node.start(false));
  }

  /** As an operator does after all nodes died: what is not in step with its source is made anew. */
  public void checkReplicas() {
    boolean anew = false;
    for (Replica replica : replicas()) {
      anew |= !replica.isInStep();
      if (anew) {
        replica.copyAnew();
      }
    }
  }

  private static DatabaseNode farthest(List<DatabaseNode> nodes) {
    return nodes.stream()
        .filter(node -> node.group().isKnown())
        .max(Comparator.comparingLong(node -> node.group().position()))
        .orElseThrow();
  }

  /** Takes all of it away, and nothing else. */
  public void down() {
    network.remove();
    databases().forEach(node -> node.disk().remove());
    files.remove();
  }
}
