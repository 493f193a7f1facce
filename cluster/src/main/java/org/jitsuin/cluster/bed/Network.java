package org.jitsuin.cluster.bed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.cluster.plan.Hosts;
import org.jitsuin.installation.setup.SystemCommand;

/**
 * The namespaces of a bed, on one bridge that is in a namespace of its own: the machine itself has
 * no interface there, so that nothing leaves and nobody comes in.
 */
public final class Network {
  /** The machine from which a trial asks. */
  public static final String CLIENT = "cli";

  static final String BRIDGE = "lan";
  private static final String NET = "10.77.0.";
  private static final int CLIENT_NUMBER = 100;

  /** The machines of every bed. */
  public static final Hosts HOSTS =
      Hosts.parse(
          "db-1=10.77.0.11,db-2=10.77.0.12,db-3=10.77.0.13,app-1=10.77.0.21,app-2=10.77.0.22,"
              + "relay-1=10.77.0.31,va-1=10.77.0.41");

  /** The node whose data are on a disk that can be filled; no relay follows it. */
  static final Host SMALL_DISK = HOSTS.databases().get(1);

  private final BedPlace place;

  public Network(BedPlace place) {
    this.place = place;
  }

  /** Makes what is not there. */
  void make() {
    if (!new Machine(place, BRIDGE).exists()) {
      ip("netns", "add", place.namespace(BRIDGE));
      inBridge("link", "add", BRIDGE, "type", "bridge");
      inBridge("link", "set", BRIDGE, "up");
    }
    for (Host host : HOSTS.all()) {
      join(host.name(), host.address());
    }
    join(CLIENT, NET + CLIENT_NUMBER);
  }

  private void join(String name, String address) {
    if (new Machine(place, name).exists()) {
      return;
    }
    String namespace = place.namespace(name);
    ip("netns", "add", namespace);
    inBridge("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", namespace);
    inBridge("link", "set", name, "master", BRIDGE, "up");
    ip("-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
    ip("-n", namespace, "link", "set", "eth0", "up");
    ip("-n", namespace, "link", "set", "lo", "up");
  }

  private void inBridge(String... words) {
    ip(
        Stream.concat(Stream.of("-n", place.namespace(BRIDGE)), Stream.of(words))
            .toArray(String[]::new));
  }

  static void ip(String... words) {
    String _ = SystemCommand.run(Machine.ip(words), List.of());
  }

  /** Returns those of its machines that are there. */
  List<Machine> machines() {
    return names().stream().map(name -> new Machine(place, name)).filter(Machine::exists).toList();
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(HOSTS.all().stream().map(Host::name).toList());
    names.add(CLIENT);
    names.add(BRIDGE);
    return names;
  }

  /** Returns whether all of it is there. */
  boolean isWhole() {
    return machines().size() == names().size();
  }

  /** Ends all processes in it, and takes it away. */
  void remove() {
    machines().forEach(Machine::killAll);
    machines().forEach(machine -> ip("netns", "delete", place.namespace(machine.name())));
  }
}
