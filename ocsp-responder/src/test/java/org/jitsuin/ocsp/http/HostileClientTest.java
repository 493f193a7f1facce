package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that send too much, too slowly, or too many at once, over bare sockets. */
@Tag("stack")
class HostileClientTest {
  private final Lab lab =
      new Lab(
          Clocks.system(),
          Map.of("jitsuin.ocsp.read-timeout", "PT0.3S", "jitsuin.ocsp.waiting", "4"));
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);

  @BeforeEach
  void refresh() {
    lab.refreshed();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  /** Sends a head and a beginning, and returns all that comes until the connection is closed. */
  private String sendAndWait(String head, String beginning) throws IOException {
    try (Socket socket = new Socket("localhost", lab.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + "\r\n\r\n" + beginning).getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private void assertStillAnswers() {
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("good");
  }

  @Test
  void post_bodyThatNeverEnds_isCutOff() throws IOException {
    assertThat(sendAndWait("POST /ocsp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100", "0123"))
        .isEmpty();
    assertStillAnswers();
  }

  @Test
  void post_chunksThatNeverEnd_areCutOff() throws IOException {
    assertThat(
            sendAndWait(
                "POST /ocsp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked",
                "4\r\n0123\r\n"))
        .isEmpty();
    assertStillAnswers();
  }

  @Test
  void post_tooMuchAnnounced_isRefusedBeforeItComes() throws IOException {
    assertThat(sendAndWait("POST /ocsp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000", ""))
        .startsWith("HTTP/1.1 413");
    assertStillAnswers();
  }

  @Test
  void post_tooMuchInChunks_isRefused() throws IOException {
    String chunks = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").repeat(5);
    assertThat(
            sendAndWait(
                "POST /ocsp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked", chunks))
        .startsWith("HTTP/1.1 413");
    assertStillAnswers();
  }

  @Test
  void post_moreThanCanBeSigned_areAllAnsweredOneWayOrTheOther()
      throws InterruptedException, ExecutionException {
    byte[] request = Requests.with(lab.certId(Lab.SIGNATURE, serial), Requests.nonce(16));
    List<Future<OCSPResp>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(32)) {
      IntStream.range(0, 500).forEach(_ -> answers.add(clients.submit(() -> lab.post(request))));
    }
    for (Future<OCSPResp> answer : answers) {
      assertThat(Statuses.of(answer.get())).first().isIn("good", "tryLater");
    }
    assertStillAnswers();
  }
}
