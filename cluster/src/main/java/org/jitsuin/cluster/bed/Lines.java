package org.jitsuin.cluster.bed;

import java.util.ArrayList;
import java.util.List;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.installation.setup.SystemCommand;

/** What can be done to the lines between the machines of a bed. */
public final class Lines {
  private static final int PREFIX = 32;

  private final BedPlace place;

  public Lines(BedPlace place) {
    this.place = place;
  }

  private void on(Host host, String verb, String... words) {
    String[] command = new String[words.length + 4];
    command[0] = "-n";
    command[1] = place.namespace(host.name());
    command[2] = "route";
    command[3] = verb;
    System.arraycopy(words, 0, command, 4, words.length);
    Network.ip(command);
  }

  /** What one sends to the other is lost; what comes back is not. */
  public void cutOneWay(Host from, Host to) {
    on(from, "replace", "blackhole", to.address() + "/" + PREFIX);
  }

  /** Undoes {@link #cutOneWay}. */
  public void mendOneWay(Host from, Host to) {
    on(from, "delete", "blackhole", to.address() + "/" + PREFIX);
  }

  private void link(Host host, String state) {
    Network.ip("-n", place.namespace(Network.BRIDGE), "link", "set", host.name(), state);
  }

  /** Nobody reaches it, and it reaches nobody. */
  public void cut(Host host) {
    link(host, "down");
  }

  /** Undoes {@link #cut}. */
  public void mend(Host host) {
    link(host, "up");
  }

  /** What is sent to it comes at two megabits a second. */
  public void slow(Host host) {
    queue(host, "replace", List.of("tbf", "rate", "2mbit", "burst", "32kbit", "latency", "400ms"));
  }

  /** Undoes {@link #slow}. */
  public void hasten(Host host) {
    queue(host, "delete", List.of());
  }

  private void queue(Host host, String verb, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(SystemCommand.find("tc", "iproute2").toString());
    command.addAll(List.of("-n", place.namespace(Network.BRIDGE), "qdisc", verb));
    command.addAll(List.of("dev", host.name(), "root"));
    command.addAll(words);
    String _ = SystemCommand.run(command, List.of());
  }
}
