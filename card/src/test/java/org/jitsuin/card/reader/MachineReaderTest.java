package org.jitsuin.card.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineReaderTest {
  private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue\n";
  private static final String LISTENS = "   0: 00000000:8C7B 00000000:0000 0A 00000000:00000000\n";
  private static final String CARD = "   1: 0100007F:8C7B 0100007F:D431 01 00000000:00000000\n";

  /** The card's end of the same connection. */
  private static final String NEAR = "   2: 0100007F:D431 0100007F:8C7B 01 00000000:00000000\n";

  @TempDir private Path directory;
  private Path socket;
  private Path connections;

  @BeforeEach
  void name() {
    socket = directory.resolve("comm");
    connections = directory.resolve("tcp");
  }

  @Test
  void require_noDaemon_saysSo() {
    assertThatThrownBy(() -> new MachineReader(socket, connections).require())
        .isInstanceOf(ReaderFailure.class)
        .hasMessageContaining("no pcscd of the machine answers");
  }

  @Test
  void require_daemonWithoutVirtualReader_saysWhatToInstall() throws IOException {
    Files.writeString(connections, HEAD);
    try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      daemon.bind(UnixDomainSocketAddress.of(socket));

      assertThatThrownBy(() -> new MachineReader(socket, connections).require())
          .hasMessageContaining("vsmartcard-vpcd");
      Files.writeString(connections, HEAD + LISTENS);
      new MachineReader(socket, connections).require();
    }
  }

  @Test
  void isTaken_readerWithACard_isSeenByItsConnection() throws IOException {
    MachineReader reader = new MachineReader(socket, connections);
    Files.writeString(connections, HEAD + LISTENS);
    assertThat(reader.isTaken(0)).isFalse();

    Files.writeString(connections, HEAD + LISTENS + CARD + NEAR);

    assertThat(reader.isTaken(0)).isTrue();
    assertThat(reader.isTaken(1)).isFalse();
    assertThat(reader.socket()).isEmpty();
    assertThat(reader.prefix()).isEmpty();
  }
}
