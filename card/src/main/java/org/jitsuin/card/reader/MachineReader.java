package org.jitsuin.card.reader;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The pcscd of the machine, which somebody else started and which is never ended from here, with
 * the two readers of Debian's configuration. Every program finds it by itself; but its driver
 * listens on every address of the machine.
 */
public final class MachineReader implements VirtualReader {
  private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
  private static final int FIRST_PORT = 35963;
  private static final String LISTENS = "0A";
  private static final String CONNECTED = "01";

  private final Path socket;
  private final Path connections;

  /** The readers of this machine. */
  public MachineReader() {
    this(SOCKET, Path.of("/proc/net/tcp"));
  }

  MachineReader(Path socket, Path connections) {
    this.socket = socket;
    this.connections = connections;
  }

  /**
   * Makes sure that it is there.
   *
   * @throws ReaderFailure that says what is missing
   */
  public void require() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new ReaderFailure(
          "no pcscd of the machine answers at %s; without --machine one of our own is started"
              .formatted(socket),
          e);
    }
    if (!states(FIRST_PORT).contains(LISTENS)) {
      throw new ReaderFailure(
          "pcscd runs on this machine, but has no virtual reader at port %s: whoever runs it"
                  .formatted(FIRST_PORT)
              + " installs vsmartcard-vpcd and starts it anew; without --machine one of our own is"
              + " started");
    }
  }

  @Override
  public int size() {
    return 2;
  }

  @Override
  public int port(int index) {
    return FIRST_PORT + index;
  }

  @Override
  public String name(int index) {
    return "Virtual PCD 00 0" + index;
  }

  @Override
  public boolean isTaken(int index) {
    return states(port(index)).contains(CONNECTED);
  }

  @Override
  public List<String> prefix() {
    return List.of();
  }

  @Override
  public Optional<Path> socket() {
    return Optional.empty();
  }

  /** Returns the states of the connections whose near end is a port, as Linux lists them. */
  private List<String> states(int port) {
    String near = String.format(Locale.ROOT, ":%04X", port);
    List<String> states = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(connections)) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > 3 && columns[1].endsWith(near)) {
          states.add(columns[3]);
        }
      }
    } catch (IOException e) {
      throw new ReaderFailure("the connections of this machine cannot be listed", e);
    }
    return states;
  }
}
