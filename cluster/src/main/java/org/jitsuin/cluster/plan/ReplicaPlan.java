package org.jitsuin.cluster.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of what is outside of the cluster and copies from it: relays, validation authorities.
 */
record ReplicaPlan(Hosts hosts, Size size, Places places, String baseUrl) {
  private static final int RELAYS = 21;
  private static final int VALIDATIONS = 41;
  private static final String UNIT = "jitsuin-ca.service";

  /** Returns the files by their paths, the machine's name first. */
  SequencedMap<String, String> files() {
    TreeMap<String, String> files = new TreeMap<>();
    for (Host host : hosts.relays()) {
      String place = host.name() + "/";
      files.put(
          place + ClusterPlan.DATABASE,
          database("relay.cnf", host, RELAYS + hosts.relays().indexOf(host)));
      // Of what comes the cluster's own alone: another node numbers its own events otherwise.
      files.put(place + ClusterPlan.FOLLOW, follow(host, ", DO_DOMAIN_IDS=(0)"));
    }
    for (Host host : hosts.validations()) {
      String place = host.name() + "/";
      files.put(
          place + ClusterPlan.DATABASE,
          database("replica.cnf", host, VALIDATIONS + hosts.validations().indexOf(host)));
      files.put(place + ClusterPlan.FOLLOW, follow(host, ""));
      files.put(place + ClusterPlan.SERVER, server(host));
      files.put(place + UNIT, Template.of(UNIT).with(Map.of()));
      files.put(
          place + "jitsuin-prepare.service", Template.of("va-prepare.service").with(Map.of()));
    }
    return files;
  }

  private String database(String template, Host host, int number) {
    Map<String, String> values = new HashMap<>();
    values.put("name", host.name());
    values.put("address", host.address());
    values.put("number", Integer.toString(number));
    values.put("pages", size.pages());
    values.put("log", size.log());
    values.put("connections", Integer.toString(size.connections()));
    values.put("keys", places.databaseKeys());
    return Template.of(template).with(values);
  }

  private String follow(Host host, String also) {
    return Template.of(ClusterPlan.FOLLOW)
        .with(
            Map.of(
                "name", host.name(),
                "source", hosts.source(host).address(),
                "keys", places.databaseKeys(),
                "also", also));
  }

  private String server(Host host) {
    return Template.of("va-settings.properties")
        .with(
            Map.of(
                "name", host.name(),
                "base", baseUrl,
                "nodes", joined(hosts.databases(), "%s:3306"),
                "authority", places.databaseAuthority(),
                "home", places.home(),
                "peers", joined(hosts.servers(), "http://%s:8080")));
  }

  private static String joined(List<Host> hosts, String format) {
    return hosts.stream()
        .map(host -> format.formatted(host.address()))
        .collect(Collectors.joining(","));
  }
}
