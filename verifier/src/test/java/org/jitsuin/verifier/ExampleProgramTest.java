package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.samples.OcspDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in the documents compiles, runs, and is short. */
class ExampleProgramTest {
  private static final Path PROGRAM = Path.of("..", "docs", "examples", "CheckCertificate.java");
  private static final int SHORT = 60;

  @TempDir private Path directory;
  private final Instant now = Clocks.system().instant();
  private final SampleWorld world = new SampleWorld(now);
  private final SampleAuthority authority = world.signature();
  private HttpServer server;
  private boolean revoked;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/ocsp",
        exchange -> {
          byte[] answer = answer(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private byte[] answer(byte[] octets) throws IOException {
    OCSPReq request = new OCSPReq(octets);
    var serial = request.getRequestList()[0].getCertID().getSerialNumber();
    byte[] nonce =
        ASN1OctetString.getInstance(
                request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce).getParsedValue())
            .getOctets();
    OcspDraft draft = new OcspDraft(now, now.plus(Duration.ofHours(1))).nonce(nonce);
    return (revoked
            ? draft.revoked(authority.certificate(), serial, now, 3)
            : draft.good(authority.certificate(), serial))
        .signedBy(world.responderKey(), world.responderOf(authority));
  }

  @Test
  void program_goodAndRevoked_saysSoInSixtyLines() throws Exception {
    Path authorityFile =
        Files.write(directory.resolve("a.cer"), authority.certificate().getEncoded());
    X509CertificateHolder card = world.goodCard(authority);
    Path cardFile = Files.write(directory.resolve("c.cer"), card.getEncoded());
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/ocsp";
    assertThat(Files.readAllLines(PROGRAM)).hasSizeLessThanOrEqualTo(SHORT);
    Method run = ExampleProgram.run(PROGRAM, directory);

    Said good = said(run, authorityFile.toString(), cardFile.toString(), address);
    revoked = true;
    Said bad = said(run, authorityFile.toString(), cardFile.toString(), address);

    assertThat(good.result()).isTrue();
    assertThat(good.text()).contains("valid: It is good.", "name: 見本　花子", "born: 1988-02-29");
    assertThat(bad.result()).isFalse();
    assertThat(bad.text())
        .contains("revoked: The address, or something else that stands in it, changed on")
        .doesNotContain("見本");
  }

  private record Said(boolean result, String text) {}

  private static Said said(Method run, String... files) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      boolean result = (boolean) run.invoke(null, (Object) files);
      return new Said(result, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
