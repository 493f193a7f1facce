package org.jitsuin.verifier.dss;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.PdfFile;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Profiles;
import org.jitsuin.verifier.dss.SignedDocuments.Form;
import org.junit.jupiter.api.Test;

/** Documents of which more is to be said than that their signer is good or not. */
class DocumentCasesTest {
  private static final Instant NOW = DocumentStage.NOW;
  private static final SampleWorld WORLD = DocumentStage.WORLD;

  private static DocumentVerifier asking(Lie lie) {
    return DocumentVerifier.of(
        DocumentStage.authorities(), OcspAnswers.named(DocumentStage.responder(lie, _ -> {})));
  }

  @Test
  void verify_contentApart_isGoodOfThatContentAlone() {
    byte[] content = "a letter".getBytes(StandardCharsets.UTF_8);
    byte[] signature =
        CmsFile.sign(content, DocumentStage.goodCard().client(), false, NOW.minusSeconds(1));
    DocumentVerifier verifier = asking(Lie.NONE);

    assertThat(verifier.verify(signature, "a.p7s", Optional.of(content), NOW).isGood()).isTrue();
    assertThat(verifier.verify(signature, "a.p7s", Optional.of(new byte[] {1}), NOW).isGood())
        .isFalse();
    assertThat(verifier.verify(signature, "a.p7s", NOW).isGood()).isFalse();
  }

  /** Of two who signed one behind the other the first covers what was there then. */
  @Test
  void verify_signedTwice_isGoodIfBothAre() {
    byte[] once = Lie.NONE.document(WORLD, Form.PADES);
    byte[] twice =
        PdfFile.sign(
            once, DocumentStage.goodCard().client(), NOW.minusSeconds(1), Optional.empty());

    DocumentVerdict verdict = asking(Lie.NONE).verify(twice, "a.pdf", NOW);

    assertThat(verdict.signatures()).hasSize(2);
    assertThat(verdict.signatures())
        .extracting(SignatureVerdict::whole)
        .containsExactlyInAnyOrder(false, true);
    assertThat(verdict.isGood()).as(verdict.toString()).isTrue();
  }

  @Test
  void verify_addedBehind_isNotWhole() {
    byte[] signed = Lie.NONE.document(WORLD, Form.PADES);
    byte[] added = Arrays.copyOf(signed, signed.length + 8);
    System.arraycopy("%more\n\n\n".getBytes(StandardCharsets.UTF_8), 0, added, signed.length, 8);

    assertThat(asking(Lie.NONE).verify(added, "a.pdf", NOW).isGood()).isFalse();
  }

  /** Whoever runs an authority with policies of its own says so, to us and to DSS. */
  @Test
  void with_otherProfiles_takesThoseAlone() {
    Profiles other =
        new Profiles(
            Map.of(
                CertificateKind.SIGNATURE,
                Set.of("1.3.6.1.4.1.32473.1"),
                CertificateKind.USER_IDENTIFICATION,
                Set.of("1.3.6.1.4.1.32473.2")),
            Duration.ofMinutes(5));
    DocumentVerifier verifier = asking(Lie.NONE).with(other);

    assertThat(verifier.verify(Lie.OTHER_POLICY.document(WORLD, Form.CADES), "a.p7m", NOW).isGood())
        .isTrue();
    assertThat(verifier.verify(Lie.NONE.document(WORLD, Form.CADES), "a.p7m", NOW).isGood())
        .isFalse();
  }

  /** Whoever signs could have the relying party's server fetch what it alone can reach. */
  @Test
  void verify_signatureNamesAPolicy_nothingIsFetched() throws IOException {
    AtomicInteger fetched = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          fetched.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/policy");
      byte[] document =
          SignedDocuments.json(DocumentStage.goodCard(), NOW.minusSeconds(1), Optional.of(address));

      DocumentVerdict verdict = asking(Lie.NONE).verify(document, "a.json", NOW);

      assertThat(verdict.signatures()).hasSize(1);
      assertThat(verdict.signatures().getFirst().intact()).isTrue();
      assertThat(fetched).hasValue(0);
    } finally {
      server.stop(0);
    }
  }
}
