package org.jitsuin.cluster.plan;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The machines of a cluster.
 *
 * @param all in the order in which they were given
 */
public record Hosts(List<Host> all) {
  /** Those that the documents speak of. */
  public static final String USUAL = "db-1,db-2,db-3,app-1,app-2,relay-1,va-1";

  public Hosts {
    all = List.copyOf(all);
    requireDistinct(all.stream().map(Host::name).toList());
    requireDistinct(all.stream().map(Host::address).toList());
    long databases = all.stream().filter(is(Role.DATABASE)).count();
    if (databases < 3 || databases % 2 == 0) {
      throw new SetupFailure(
          "a cluster has three database nodes, or five: of two halves neither would know whether it"
              + " is the one that goes on");
    }
    if (all.stream().noneMatch(is(Role.SERVER))) {
      throw new SetupFailure("a cluster has at least one server, such as app-1");
    }
    if (all.stream().anyMatch(is(Role.VALIDATION)) && all.stream().noneMatch(is(Role.RELAY))) {
      throw new SetupFailure(
          "what stands outside copies from a relay, such as relay-1, and never from a node");
    }
  }

  /**
   * Reads machines.
   *
   * @param text {@code NAME[=ADDRESS]}, separated by commas
   */
  public static Hosts parse(String text) {
    return new Hosts(
        Arrays.stream(text.split(",", -1)).map(String::strip).map(Host::parse).toList());
  }

  private static Predicate<Host> is(Role role) {
    return host -> host.role() == role;
  }

  private static void requireDistinct(List<String> values) {
    values.stream()
        .filter(value -> values.indexOf(value) != values.lastIndexOf(value))
        .findFirst()
        .ifPresent(twice -> {
          throw new SetupFailure(twice + " is there twice");
        });
  }

  /** The nodes of the database; the first is written to first. */
  public List<Host> databases() {
    return all.stream().filter(is(Role.DATABASE)).toList();
  }

  /** The servers; the first holds the key ceremony. */
  public List<Host> servers() {
    return all.stream().filter(is(Role.SERVER)).toList();
  }

  /** The databases that pass the schema {@code status} on. */
  public List<Host> relays() {
    return all.stream().filter(is(Role.RELAY)).toList();
  }

  /** The validation authorities. */
  public List<Host> validations() {
    return all.stream().filter(is(Role.VALIDATION)).toList();
  }

  /**
   * Which database one follows: of relays each another node, beginning with the last, so that none
   * follows the one that is written to; of validation authorities each another relay.
   */
  public Host source(Host follower) {
    return switch (follower.role()) {
      case RELAY -> turn(databases().reversed(), relays().indexOf(follower));
      case VALIDATION -> turn(relays(), validations().indexOf(follower));
      case DATABASE, SERVER -> throw new IllegalArgumentException(follower + " follows nobody");
    };
  }

  private static Host turn(List<Host> hosts, int number) {
    return hosts.get(number % hosts.size());
  }
}
