package org.jitsuin.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jitsuin.launcher.installation.Installation;

/** A connection on which a test sends what no decent client would. */
final class RawConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) PATIENCE.toMillis());
  }

  /** In the clear. */
  static RawConnection http(Installation installation) throws IOException {
    return connected(installation.settings().ports().http());
  }

  /** To the port for TLS, on which nothing of TLS is said. */
  static RawConnection silent(Installation installation) throws IOException {
    return connected(installation.settings().ports().https());
  }

  private static RawConnection connected(int port) throws IOException {
    return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Over TLS.
   *
   * @param name of the member of staff; empty for a client without a certificate
   */
  static RawConnection tls(Installation installation, Optional<String> name) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            StaffClient.tls(installation, name)
                .getSocketFactory()
                .createSocket(
                    InetAddress.getLoopbackAddress(), installation.settings().ports().https());
    RawConnection connection = new RawConnection(socket);
    socket.startHandshake();
    return connection;
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
    return this;
  }

  /** The next line of the answer without its end; empty where the server has ended it. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream stream = socket.getInputStream();
    for (int octet = stream.read(); octet >= 0 && octet != '\n'; octet = stream.read()) {
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  /** The status of the answer, such as {@code 403}. */
  String status() throws IOException {
    String line = line();
    return line.startsWith("HTTP/1.1 ") ? line.substring(9, 12) : line;
  }

  /** All that comes until the server closes the connection. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
