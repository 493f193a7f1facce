package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.plan.StatusReader;
import org.jitsuin.crl.testing.SecondGeneration;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Link certificates as a mirror gets them: from whoever hands out the right ones. */
@Tag("stack")
class PeerLinksTest {
  private static final Duration PATIENT = Duration.ofMinutes(1);

  private final List<HttpServer> webs = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  @TempDir private Path disk;
  private SecondGeneration second;

  @BeforeEach
  void rollOver() {
    StatusRows rows = new StatusRows();
    rows.reset();
    second = new SecondGeneration(rows, Clocks.system().instant());
  }

  @AfterEach
  void stop() {
    over.countDown();
    webs.forEach(web -> web.stop(0));
    second.close();
  }

  /** Starts a server that hands out certificates so, and returns its address. */
  private URI peer(HttpHandler handler) throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/ca/", handler);
    web.start();
    webs.add(web);
    return URI.create("http://127.0.0.1:" + web.getAddress().getPort());
  }

  private void handOut(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/ca/signature-g2-new-with-old.cer" -> answer(exchange, 200, second.newWithOld());
      case "/ca/signature-g2-old-with-new.cer" -> answer(exchange, 200, second.oldWithNew());
      default -> answer(exchange, 404, second.certificate());
    }
  }

  private static void answer(HttpExchange exchange, int code, X509Certificate certificate)
      throws IOException {
    byte[] body = SignedCertificate.der(certificate);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private PeerLinks links(Duration patience, URI... peers) {
    return new PeerLinks(new Peers(List.of(peers), patience), disk.resolve("no.manifest"));
  }

  private static List<CrlIssuer> issuers() {
    return StatusReader.ofStatusAlone(
            new StatusDatabase(TestStack.shared().dataSource("crl")), _ -> true)
        .read()
        .issuers();
  }

  private static List<Bytes> certificates(PeerLinks links) {
    return links.of(issuers()).stream()
        .map(link -> Bytes.of(SignedCertificate.der(link.certificate())))
        .toList();
  }

  private void assertBoth(List<Bytes> certificates) {
    assertThat(certificates)
        .containsExactly(
            Bytes.of(SignedCertificate.der(second.newWithOld())),
            Bytes.of(SignedCertificate.der(second.oldWithNew())));
  }

  @Test
  void of_firstPeerHasNone_nextIsAsked() throws IOException {
    URI without = peer(exchange -> answer(exchange, 404, second.newWithOld()));
    assertBoth(certificates(links(PATIENT, without, peer(this::handOut))));
  }

  /** It is signed by a key generation, and links none with another. */
  @Test
  void of_firstPeerHandsOutAnother_nextIsAsked() throws IOException {
    URI wrong = peer(exchange -> answer(exchange, 200, second.certificate()));
    assertBoth(certificates(links(PATIENT, wrong, peer(this::handOut))));
    assertThat(certificates(links(PATIENT, wrong))).isEmpty();
  }

  @Test
  void of_known_nobodyIsAskedAgain() throws IOException {
    PeerLinks links = links(PATIENT, peer(this::handOut));
    assertBoth(certificates(links));
    webs.forEach(web -> web.stop(0));
    assertBoth(certificates(links));
  }

  /** As of a machine that was stopped in the middle: the mirror is not held up by it. */
  @Test
  void of_answerThatDoesNotEnd_isLeftAfterAWhile() throws IOException {
    URI stopped =
        peer(exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          awaitUninterruptibly(over);
          exchange.close();
        });
    PeerLinks links = links(Duration.ofMillis(500), stopped, peer(this::handOut));
    assertThat(
            CompletableFuture.supplyAsync(() -> {
              List<Bytes> found = certificates(links);
              // A busy machine may not come to its answer in time.
              while (found.size() < 2) {
                found = certificates(links);
              }
              return found;
            }))
        .succeedsWithin(Duration.ofMinutes(1))
        .satisfies(this::assertBoth);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
