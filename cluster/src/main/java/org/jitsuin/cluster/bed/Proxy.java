package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.cluster.plan.ClusterPlan;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.installation.setup.SystemCommand;

/** The proxy beside a server of a bed, with the plan's settings. */
public final class Proxy {
  /** What its process is called. */
  public static final String PROCESS = "haproxy";

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern WRITER = Pattern.compile("server_key=(\\S+)");

  /** The column of sessions that are open now. */
  private static final int SESSIONS = 4;

  private static final int STATUS = 17;

  private final BedPlace place;
  private final Host host;
  private final Machine machine;

  public Proxy(BedPlace place, Host host) {
    this.place = place;
    this.host = host;
    this.machine = new Machine(place, host.name());
  }

  public Machine machine() {
    return machine;
  }

  public Host host() {
    return host;
  }

  private Path socket() {
    return place.run().resolve(host.name() + ".haproxy");
  }

  /** Starts it, and waits until it can be asked. */
  public void start() {
    Path own = place.machine(host).resolve("own.cfg");
    try {
      Files.createDirectories(own.getParent());
      // So that it can be asked, on a machine that it shares.
      Files.writeString(own, "global\n  stats socket %s mode 600\n".formatted(socket()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + own, e);
    }
    machine.start(
        PROCESS,
        List.of(
            SystemCommand.find("haproxy", "haproxy").toString(),
            "-db",
            "-f",
            place.plan().resolve(host.name()).resolve(ClusterPlan.PROXY).toString(),
            "-f",
            own.toString()),
        Map.of(),
        place.machine(host).resolve("haproxy.log"));
    Waiting.until(
        PATIENCE,
        () -> ask("show info").isPresent(),
        () -> machine.process(PROCESS).isEmpty(),
        () -> "haproxy does not start; its log is beside " + own);
  }

  /** The name of the node that it sends all to; empty before anybody came. */
  public Optional<String> writer() {
    return ask("show table db")
        .map(WRITER::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  /** Returns how many connections it has to a node for writing. */
  public long connections(Host node) {
    return column(node, SESSIONS).map(Long::valueOf).orElse(0L);
  }

  /** Returns whether it takes a node for one that may be written to. */
  public boolean trusts(Host node) {
    return column(node, STATUS).filter(status -> status.startsWith("UP")).isPresent();
  }

  private Optional<String> column(Host node, int column) {
    return ask("show stat db 4 -1")
        .flatMap(answer ->
            answer
                .lines()
                .map(line -> line.split(",", -1))
                .filter(words -> words.length > column && words[1].equals(node.name()))
                .findFirst())
        .map(words -> words[column]);
  }

  Optional<String> ask(String question) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      boolean _ = channel.connect(UnixDomainSocketAddress.of(socket()));
      int _ = channel.write(ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.UTF_8)));
      return Optional.of(
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
