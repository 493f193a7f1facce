package org.jitsuin.bench.ocsp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection that is kept. It costs this machine as little as it can, which the server under load
 * needs more: octets out, a status line, a length and octets in.
 */
final class HttpConnection implements AutoCloseable {
  private static final int LARGEST_ANSWER = 1 << 16;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "\r\nContent-Length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[LARGEST_ANSWER];
  private int filled;
  private int body;
  private int end;

  HttpConnection(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws IllegalStateException if its status is not 200
   */
  HttpConnection exchange(byte[] request) {
    try {
      out.write(request);
      filled = 0;
      body = -1;
      while (body < 0) {
        read();
        body = endOfHead();
      }
      end = body + length();
      while (filled < end) {
        read();
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body of the last answer. */
  byte[] answer() {
    return Arrays.copyOfRange(buffer, body, end);
  }

  private void read() throws IOException {
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count <= 0) {
      throw new EOFException("the server closed the connection");
    }
    filled += count;
  }

  /** Returns where the body begins; -1 if the head is not all there. */
  private int endOfHead() {
    for (int i = 3; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 2] == '\n' && buffer[i - 1] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  private int length() {
    String head = new String(buffer, 0, body, StandardCharsets.ISO_8859_1);
    if (!Arrays.equals(buffer, 0, OK.length, OK, 0, OK.length)) {
      throw new IllegalStateException(head.lines().findFirst().orElse("no answer"));
    }
    int value = head.indexOf(LENGTH) + LENGTH.length();
    return Integer.parseInt(head.substring(value, head.indexOf('\r', value)).strip());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
