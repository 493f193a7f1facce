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
  public static final String USUAL = "db-1,db-2,db-3,app-1,app-2";

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
}
