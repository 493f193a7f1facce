package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.samples.OcspDraft;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.samples.Samples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page "your first signed document": what stands there is run. */
@Tag("stack")
class FirstDocumentTest {
  private static final Path PAGE = Path.of("..", "docs", "first-document.md");
  private static final Path PROGRAM = Path.of("..", "docs", "examples", "VerifyDocument.java");
  private static final int SHORT = 92;

  private static Instant now;
  private static SampleWorld world;

  @TempDir private static Path directory;
  @TempDir private Path classes;

  @BeforeAll
  static void write() {
    now = Clocks.system().instant();
    world = new SampleWorld(now);
    new Samples(world).write(directory);
  }

  private static String commands(String name) throws IOException {
    Matcher block =
        Pattern.compile("<!-- tried: " + name + " -->\n```\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as(name).isTrue();
    return block.group(1);
  }

  private record Said(int code, String text) {}

  private static Said run(String commands) throws Exception {
    Path said = directory.resolve("said");
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    shell.getOutputStream().close();
    assertThat(shell.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Said(shell.exitValue(), Files.readString(said));
  }

  @Test
  void openssl_offline_saysThatItIsGood() throws Exception {
    Said said = run(commands("offline"));

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text())
        .contains(
            "Verification successful",
            "Digital Signature, Non Repudiation",
            "1.2.392.200149.8.5.1.0.20",
            "Response verify OK",
            "signer.pem: good");
    assertThat(directory.resolve("letter.txt")).content().startsWith("To whom it may concern");
  }

  @Test
  void openssl_changedDocument_saysSo() throws Exception {
    run(commands("offline"));

    Said said = run(commands("fails"));

    assertThat(said.code()).isNotZero();
    assertThat(said.text()).containsIgnoringCase("verification failure");
  }

  @Test
  void curlAndOpenssl_live_saySo() throws Exception {
    // As the holder's client writes it: what was signed stands apart.
    CMSSignedData attached =
        new CMSSignedData(Files.readAllBytes(directory.resolve("documents/cms-good.p7m")));
    CMSSignedDataGenerator apart = new CMSSignedDataGenerator();
    apart.addSigners(attached.getSignerInfos());
    apart.addCertificates(attached.getCertificates());
    Files.write(
        directory.resolve("document.txt"), (byte[]) attached.getSignedContent().getContent());
    Files.write(
        directory.resolve("document.txt.p7s"),
        apart.generate(attached.getSignedContent(), false).getEncoded());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] sent = exchange.getRequestBody().readAllBytes();
          byte[] answer =
              exchange.getRequestURI().getPath().equals("/ocsp")
                  ? good(sent)
                  : world.signature().certificate().getEncoded();
          exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String here = "127.0.0.1:" + server.getAddress().getPort();

      Said said = run(commands("live").replace("localhost:8080", here));

      assertThat(said.code()).as(said.text()).isZero();
      assertThat(said.text())
          .contains("Verification successful", "Response verify OK", "signer.pem: good");
    } finally {
      server.stop(0);
    }
  }

  private static byte[] good(byte[] octets) throws IOException {
    OCSPReq request = new OCSPReq(octets);
    byte[] nonce =
        ASN1OctetString.getInstance(
                request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce).getParsedValue())
            .getOctets();
    return new OcspDraft(now, now.plus(Duration.ofHours(1)))
        .nonce(nonce)
        .good(
            world.signature().certificate(),
            request.getRequestList()[0].getCertID().getSerialNumber())
        .signedBy(world.responderKey(), world.responderOf(world.signature()));
  }

  @Test
  void program_inJava_tellsGoodFromBad() throws Exception {
    assertThat(Files.readAllLines(PROGRAM)).hasSizeLessThanOrEqualTo(SHORT);
    Method run = ExampleProgram.run(PROGRAM, classes);

    assertThat(verified(run, "cms-good")).isTrue();
    assertThat(verified(run, "cms-changed")).isFalse();
    assertThat(verified(run, "cms-other-certificate")).isFalse();
    assertThat(verified(run, "cms-second-signer")).isFalse();
  }

  private static boolean verified(Method run, String name) throws Exception {
    String[] files = {
      directory.resolve("authorities/signature-g1.cer").toString(),
      directory.resolve("documents/" + name + ".p7m").toString(),
      directory.resolve("ocsp/" + name + ".der").toString()
    };
    return (boolean) run.invoke(null, (Object) files);
  }

  @Test
  void page_namesTheProgram() throws IOException {
    assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).contains("VerifyDocument.java");
  }
}
