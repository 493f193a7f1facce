package org.jitsuin.cluster.plan;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every file of every machine of a cluster. The documents show it, the bed runs with it, and real
 * machines are given it: there is no other place where these settings stand.
 *
 * @param baseUrl where OCSP, CRLs and CA certificates are served; written into certificates
 */
public record ClusterPlan(Hosts hosts, Size size, Places places, String baseUrl) {
  /** The settings of a database node. */
  public static final String DATABASE = "60-jitsuin.cnf";

  /** The program that says whether a database node may be written to. */
  public static final String HEALTH = "db-health";

  /** The settings of the proxy beside a server. */
  public static final String PROXY = "haproxy.cfg";

  /** The settings of a server. */
  public static final String SERVER = "settings.properties";

  /** The order in which all is started, and what to do when something fails. */
  public static final String BOOK = "README.md";

  /** Makes the keys with which the nodes and the servers know one another. */
  public static final String KEYS = "make-keys";

  /** What makes a relay or a replica follow its source. */
  public static final String FOLLOW = "follow.sql";

  /** The number of the first node's own events, which are not the cluster's. */
  private static final int OWN = 101;

  private static final List<String> DATABASE_UNITS =
      List.of("jitsuin-db-health.socket", "jitsuin-db-health@.service", "mariadb-jitsuin.conf");
  private static final List<String> SERVER_UNITS =
      List.of("jitsuin-prepare.service", "jitsuin-ca.service");

  /** Returns the files by their paths, the machine's name first. */
  public SequencedMap<String, String> files() {
    TreeMap<String, String> files = new TreeMap<>();
    hosts
        .databases()
        .forEach(host -> {
          files.put(host.name() + "/" + DATABASE, database(host));
          files.put(host.name() + "/" + HEALTH, Template.of(HEALTH).with(Map.of()));
          DATABASE_UNITS.forEach(
              unit -> files.put(host.name() + "/" + unit, Template.of(unit).with(Map.of())));
        });
    hosts
        .servers()
        .forEach(host -> {
          files.put(host.name() + "/" + PROXY, proxy(host));
          files.put(host.name() + "/" + SERVER, server(host));
          SERVER_UNITS.forEach(
              unit -> files.put(host.name() + "/" + unit, Template.of(unit).with(Map.of())));
        });
    files.putAll(new ReplicaPlan(hosts, size, places, baseUrl).files());
    files.put(KEYS, Template.of(KEYS).with(Map.of("nodes", nodes())));
    files.put(BOOK, book());
    return files;
  }

  /** The machines that have a database of their own. */
  List<Host> databases() {
    return hosts.all().stream().filter(host -> host.role() != Role.SERVER).toList();
  }

  private String database(Host host) {
    return Template.of(DATABASE)
        .with(
            Map.of(
                "name", host.name(),
                "address", host.address(),
                "group",
                    hosts.databases().stream().map(Host::address).collect(Collectors.joining(",")),
                "pages", size.pages(),
                "log", size.log(),
                "cache", size.cache(),
                "connections", Integer.toString(size.connections()),
                "keys", places.databaseKeys(),
                "superuser", places.superuser(),
                "copied", copied(host)));
  }

  /** What a relay follows; every node has it, so that a relay goes on behind another one. */
  private String copied(Host host) {
    return hosts.relays().isEmpty()
        ? ""
        : Template.of("copied.cnf")
            .with(Map.of("domain", Integer.toString(OWN + hosts.databases().indexOf(host))));
  }

  private String proxy(Host host) {
    return Template.of(PROXY)
        .with(
            Map.of(
                "name", host.name(),
                "peers",
                    hosts.servers().stream()
                        .map(peer -> "  peer %s %s:1024".formatted(peer.name(), peer.address()))
                        .collect(Collectors.joining("\n")),
                "first", hosts.databases().getFirst().name(),
                "writers", writers(),
                "choices", choices(),
                "others", others()));
  }

  private String writers() {
    List<Host> nodes = hosts.databases();
    return IntStream.range(0, nodes.size())
        .mapToObj(i -> server(nodes.get(i), i > 0 ? "check backup" : "check"))
        .collect(Collectors.joining("\n"));
  }

  private static String server(Host node, String words) {
    return "  server %s %s:3306 %s".formatted(node.name(), node.address(), words);
  }

  private String choices() {
    return hosts.databases().stream()
        .map(node ->
            "  use_backend beside-%1$s if { srv_conn(db/%1$s) gt 0 }".formatted(node.name()))
        .collect(Collectors.joining("\n"));
  }

  /** For each node that may be the writer all the others, the last writers first. */
  private String others() {
    return hosts.databases().stream()
        .map(writer ->
            "backend beside-%s\n".formatted(writer.name())
                + hosts.databases().reversed().stream()
                    .filter(node -> !node.equals(writer))
                    .map(node -> server(node, "track db/" + node.name()))
                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n"));
  }

  private String server(Host host) {
    String peers =
        hosts.servers().stream()
            .filter(peer -> !peer.equals(host))
            .map(peer -> "http://%s:8080".formatted(peer.address()))
            .collect(Collectors.joining(","));
    return Template.of(SERVER)
        .with(
            Map.of(
                "name", host.name(),
                "base", baseUrl,
                "authority", places.databaseAuthority(),
                "administrator", places.administrator(),
                "peers", peers.isEmpty() ? "" : "jitsuin.crl.peers=" + peers));
  }

  private String nodes() {
    return Stream.concat(hosts.databases().stream(), hosts.relays().stream())
        .map(host -> host.name() + "=" + host.address())
        .collect(Collectors.joining(" "));
  }

  private String book() {
    return Template.of(BOOK)
        .with(
            Map.of(
                "first", hosts.databases().getFirst().name(),
                "others", names(hosts.databases().subList(1, hosts.databases().size())),
                "founder", hosts.servers().getFirst().name(),
                "joining", names(hosts.servers().subList(1, hosts.servers().size())),
                "replicas", replicas(),
                "superuser", places.superuser(),
                "address", hosts.servers().getFirst().address()));
  }

  private String replicas() {
    return hosts.relays().isEmpty()
        ? ""
        : Template.of("replicas.md")
            .with(
                Map.of(
                    "relays", sources(hosts.relays()),
                    "validations", sources(hosts.validations()),
                    "founder", hosts.servers().getFirst().name()));
  }

  private String sources(List<Host> followers) {
    return followers.stream()
        .map(host -> "%s (behind %s)".formatted(host.name(), hosts.source(host).name()))
        .collect(Collectors.joining(", "));
  }

  private static String names(List<Host> hosts) {
    return hosts.stream().map(Host::name).collect(Collectors.joining(", "));
  }
}
