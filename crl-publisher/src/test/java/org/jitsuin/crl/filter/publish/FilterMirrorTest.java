package org.jitsuin.crl.filter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.repository.FilterPlaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with directories of their own, which hand out what another one published. */
@Tag("stack")
class FilterMirrorTest {
  private static final Duration EVERY = Duration.ofMinutes(15);

  @TempDir private Path disk;
  private FilterStage stage;
  private List<Serial> serials;
  private HttpServer web;

  @BeforeEach
  void publish() throws IOException {
    Path published = Files.createDirectories(disk.resolve("published"));
    Instant now = FilterStage.now(ChronoUnit.MILLIS);
    stage = new FilterStage(published, now);
    serials = stage.issue(100, now.minus(Duration.ofDays(60)), Duration.ofDays(59));
    stage.certifyKeys();
    stage.run();
    web =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            published.toRealPath(),
            OutputLevel.NONE);
    web.start();
  }

  @AfterEach
  void stop() {
    web.stop(0);
    stage.close();
  }

  private String peer() {
    return "http://127.0.0.1:" + web.getAddress().getPort();
  }

  private Path own() {
    return disk.resolve("own");
  }

  private void publishChange(int which) {
    stage.revoke(serials.get(which));
    stage.clock.advance(EVERY);
    stage.run();
  }

  /** What is handed out under a directory: by its name, all octets. */
  private static Map<String, String> handedOut(Path root) throws IOException {
    Map<String, String> all = new TreeMap<>();
    Path directory = new FilterPlaces(root).directory(Authority.SIGNATURE);
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(one -> !one.toString().endsWith(".draft")).toList()) {
          all.put(
              file.getFileName().toString(),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all;
  }

  private Map<String, String> published() throws IOException {
    return handedOut(disk.resolve("published"));
  }

  @Test
  void run_whatWasPublished_isFetchedOctetForOctet() throws IOException {
    FilterMirrorLine mirror = stage.mirror(own(), peer());
    mirror.run();
    assertThat(handedOut(own())).isEqualTo(published());
    publishChange(1);
    mirror.run();
    assertThat(stage.head().number()).isEqualTo(2);
    assertThat(handedOut(own())).containsEntry("head", published().get("head"));
    assertThat(handedOut(own()).keySet()).anyMatch(name -> name.endsWith(".delta"));
    assertThat(mirror.health().troubles()).isEmpty();
  }

  /** It stands by, and begins where the other ended: with a delta to the base that it fetched. */
  @Test
  void run_onAServerThatStandsBy_isFetched_andGoneOnFrom() throws IOException {
    FilterLine other = stage.another("other", own(), peer());
    other.run();
    assertThat(handedOut(own())).isEqualTo(published());

    stage.line().close();
    stage.revoke(serials.get(2));
    stage.clock.advance(EVERY);
    stage.beat();
    other.run();
    assertThat(handedOut(own()).keySet())
        .contains("2.head")
        .anyMatch(one -> one.endsWith(".delta"));
    assertThat(other.health().troubles()).isEmpty();
  }

  @Test
  void run_databaseBehindWhatIsHere_keepsTheNewer() throws IOException {
    FilterMirrorLine mirror = stage.mirror(own(), peer());
    publishChange(1);
    mirror.run();
    Map<String, String> newer = handedOut(own());
    stage.jdbi().useHandle(handle -> handle.execute("DELETE FROM status.filter WHERE number = 2"));
    mirror.run();
    assertThat(handedOut(own())).isEqualTo(newer);
  }

  /** Nothing is handed out that is not what was published, nor a head before what it names. */
  @Test
  void run_peerHandsOutSomethingElse_handsOutWhatWas_andTellsWhenTheNextIsDue() throws IOException {
    FilterMirrorLine mirror = stage.mirror(own(), peer());
    mirror.run();
    String first = handedOut(own()).get("head");
    publishChange(1);
    Path delta =
        stage
            .places()
            .delta(
                Authority.SIGNATURE, Fingerprint.ofDigest(stage.head().delta().sha256().octets()));
    byte[] octets = Files.readAllBytes(delta);
    Files.write(delta, new byte[octets.length]);
    mirror.run();
    assertThat(handedOut(own())).containsEntry("head", first);
    assertThat(handedOut(own()).keySet()).noneMatch(name -> name.endsWith(".delta"));
    assertThat(mirror.health().troubles()).isEmpty();

    stage.clock.advance(EVERY.plusSeconds(1));
    mirror.run();
    assertThat(mirror.health().troubles()).containsKey("signature");

    Files.write(delta, octets);
    mirror.run();
    assertThat(handedOut(own())).containsEntry("head", published().get("head"));
    assertThat(mirror.health().troubles()).isEmpty();
  }

  /** As where it was killed between the two: nobody has to be asked again. */
  @Test
  void run_fetchedAndNotHandedOut_handsItOut() throws IOException {
    FilterMirrorLine mirror = stage.mirror(own(), peer());
    mirror.run();
    Files.delete(new FilterPlaces(own()).head(Authority.SIGNATURE));
    web.stop(0);
    mirror.run();
    assertThat(handedOut(own())).isEqualTo(published());
  }

  @Test
  void run_nobodyAnswers_handsOutWhatWas() throws IOException {
    FilterMirrorLine mirror = stage.mirror(own(), peer());
    mirror.run();
    Map<String, String> before = handedOut(own());
    publishChange(1);
    web.stop(0);
    mirror.run();
    assertThat(handedOut(own())).isEqualTo(before);
  }
}
