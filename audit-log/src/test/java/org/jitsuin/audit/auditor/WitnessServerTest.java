package org.jitsuin.audit.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.CheckpointRequest;
import org.jitsuin.audit.tlog.Cosigner;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.SoftwareLog;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.audit.tlog.Witness;
import org.jitsuin.base.time.Clocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WitnessServerTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static {
    // The JDK's server looks once in a JVM. It is long enough here, and is waited for in one test.
    System.setProperty("sun.net.httpserver.maxReqTime", "3");
  }

  @TempDir private Path home;
  private SoftwareLog log;
  private Cosigner cosigner;
  private WitnessServer server;

  @BeforeEach
  void start() {
    log = new SoftwareLog(home.resolve("log"), "log.example/audit");
    server = open();
  }

  private WitnessServer open() {
    WitnessFiles files = new WitnessFiles(home.resolve("witness"));
    cosigner = files.cosigner("witness.example");
    Witness witness = new Witness(List.of(log.key()), cosigner, files, Clocks.system());
    return WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private HttpResponse<String> post(byte[] body) throws IOException {
    return send(
        HttpRequest.newBuilder(address("/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<String> ask(SoftwareLog of, long old, SignedNote note) throws IOException {
    long size = Checkpoint.parse(note.text()).orElseThrow().size();
    List<TreeHash> proof = old > size ? List.of() : new Tree(size, of.files()).consistency(old);
    return post(new CheckpointRequest(old, proof, note).bytes());
  }

  private SignedNote cosigned(SignedNote note, String answer) {
    return SignedNote.parse((note.text() + "\n" + answer).getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }

  @Test
  void add_ofGrowingCheckpoints_isCosignedEachTime_alsoAfterARestart() throws IOException {
    SignedNote first = log.grow(300).publish();
    HttpResponse<String> answer = ask(log, 0, first);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(cosigner.key().check(cosigned(first, answer.body())))
        .isEqualTo(NoteKey.Verdict.VALID);
    NoteKey before = cosigner.key();
    server.close();
    server = open();
    assertThat(cosigner.key()).isEqualTo(before);
    SignedNote second = log.grow(1_000).publish();
    assertThat(ask(log, 0, second).statusCode()).isEqualTo(409);
    assertThat(ask(log, 0, second).body()).isEqualTo("300\n");
    assertThat(ask(log, 300, second).statusCode()).isEqualTo(200);
    // The same again is no contradiction.
    assertThat(ask(log, 1_000, second).statusCode()).isEqualTo(200);
  }

  /** Who has begun a request and says nothing more keeps nobody waiting. */
  @Test
  void add_besideSlowClients_isAnswered() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        slow.add(socket);
        String begun = i % 2 == 0 ? "POST /add-ch" : "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(ask(log, 0, log.grow(3).publish()).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** The server ends the connection; nobody waits here for a time that is set. */
  @Test
  void request_thatIsNeverEnded_isBrokenOff() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("POST /add-ch".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void add_ofAForkedOrShrunkLog_isRefused() throws IOException {
    SignedNote first = log.grow(300).publish();
    assertThat(ask(log, 0, first).statusCode()).isEqualTo(200);
    SoftwareLog fork = log.fork(home.resolve("fork"));
    fork.append("something else");
    SignedNote forked = fork.grow(500).publish();
    assertThat(ask(fork, 300, forked).statusCode()).isEqualTo(422);
    SoftwareLog same = log.fork(home.resolve("same"));
    same.append("something else");
    assertThat(ask(same, 300, same.grow(300).publish()).statusCode()).isEqualTo(422);
    SignedNote shorter = log.fork(home.resolve("short")).grow(200).publish();
    assertThat(ask(log, 300, shorter).statusCode()).isEqualTo(400);
    // Nothing of that was remembered.
    assertThat(ask(log, 300, log.grow(301).publish()).statusCode()).isEqualTo(200);
  }

  @Test
  void add_ofWhatTheLogDidNotSign_isRefused() throws IOException {
    SignedNote note = log.grow(10).publish();
    SignedNote altered = new SignedNote(note.text().replace("\n10\n", "\n11\n"), note.signatures());
    assertThat(ask(log, 0, altered).statusCode()).isEqualTo(403);
    SoftwareLog stranger = new SoftwareLog(home.resolve("stranger"), "other.example");
    assertThat(ask(stranger, 0, stranger.grow(10).publish()).statusCode()).isEqualTo(404);
  }

  @Test
  void add_ofGarbage_isRefusedWithoutTrace() throws IOException {
    assertThat(post(new byte[0]).statusCode()).isEqualTo(400);
    assertThat(post("old 0\nold 0\n\nx\n".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(400);
    assertThat(post(new byte[SignedNote.LARGEST + 1]).statusCode()).isEqualTo(413);
    assertThat(send(HttpRequest.newBuilder(address("/add-checkpoint"))).statusCode())
        .isEqualTo(405);
    assertThat(ask(log, 0, log.grow(1).publish()).statusCode()).isEqualTo(200);
  }

  @Test
  void show_ofAKnownLog_givesWhatWasCosignedLast() throws IOException {
    String path = "/" + WitnessFiles.name(log.key().name()) + "/checkpoint";
    assertThat(send(HttpRequest.newBuilder(address(path))).statusCode()).isEqualTo(404);
    SignedNote note = log.grow(3).publish();
    assertThat(ask(log, 0, note).statusCode()).isEqualTo(200);
    HttpResponse<String> shown = send(HttpRequest.newBuilder(address(path)));
    SignedNote read = SignedNote.parse(shown.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(log.key().check(read)).isEqualTo(NoteKey.Verdict.VALID);
    assertThat(cosigner.key().check(read)).isEqualTo(NoteKey.Verdict.VALID);
    assertThat(send(HttpRequest.newBuilder(address("/x/checkpoint"))).statusCode()).isEqualTo(404);
  }

  @Test
  void cosigner_underAnotherName_isRefused() {
    WitnessFiles files = new WitnessFiles(home.resolve("witness"));
    assertThatThrownBy(() -> files.cosigner("another.example"))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("another.example");
  }
}
