package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The clients that offices and relying parties have × versions of TLS × versions of HTTP × a short
 * answer and one that is longer than a TLS record. Each comes with a certificate, and offers what
 * it offers by itself, session tickets among it.
 */
@Tag("deployed")
class TlsClientsIT extends DeployedServerTest {
  private static final String SHORT = "/api/v1/issuing";
  private static final String LONG = "/api/v1/audit/entries?limit=100";

  private static final String NODE =
      """
      const [url, version, ca, cert, key] = process.argv.slice(1);
      const read = require('fs').readFileSync;
      require('https').get(url, {minVersion: version, maxVersion: version, ca: read(ca),
        cert: read(cert), key: read(key)}, answer => answer.pipe(process.stdout));
      """;
  private static final String PYTHON =
      """
      import ssl, sys, urllib.request
      url, version, ca, cert, key = sys.argv[1:]
      context = ssl.create_default_context(cafile=ca)
      context.load_cert_chain(cert, key)
      context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
      sys.stdout.write(urllib.request.urlopen(url, context=context).read().decode())
      """;

  private String ca;
  private String certificate;
  private String key;
  private String base;

  @BeforeEach
  void credential() {
    ca = installation().ca().resolve("staff.pem").toString();
    certificate = installation().staff().resolve("auditor.pem").toString();
    key = installation().staff().resolve("auditor.key").toString();
    base = installation().settings().httpsAddress();
  }

  /** As one client gets it that is sure to work: the others must get the same. */
  private String expected(String path) {
    return curl(path, "--http1.1", "--tls-max", "1.3");
  }

  private String curl(String path, String... options) {
    List<String> command = new ArrayList<>(List.of("curl", "-sSf"));
    command.addAll(List.of(options));
    command.addAll(List.of("--cacert", ca, "--cert", certificate, "--key", key, base + path));
    Shell.Ended ended = Shell.run(installation().home(), command.toArray(String[]::new));
    assertThat(ended.code()).as(ended.output()).isZero();
    return ended.output();
  }

  static Stream<String> paths() {
    return Stream.of(SHORT, LONG);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void curl_inAnyVersion_getsTheWholeAnswer(String path) {
    String expected = expected(path);
    assertThat(expected).contains("{");
    for (String http : List.of("--http1.1", "--http2")) {
      for (String tls : List.of("1.2", "1.3")) {
        assertThat(curl(path, http, "--tlsv" + tls, "--tls-max", tls))
            .as(http + " " + tls)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void openssl_inAnyVersion_getsTheWholeAnswer(String version) throws Exception {
    for (String path : List.of(SHORT, LONG)) {
      assertThat(
              typed(
                  path,
                  "openssl",
                  "s_client",
                  "-quiet",
                  version,
                  "-verify_return_error",
                  "-CAfile",
                  ca,
                  "-cert",
                  certificate,
                  "-key",
                  key,
                  "-connect",
                  address()))
          .contains(expected(path));
    }
  }

  @ParameterizedTest
  @CsvSource({"TLS1.2", "TLS1.3"})
  void gnutls_inAnyVersion_getsTheWholeAnswer(String version) throws Exception {
    // It takes no key without its public half.
    String whole = installation().home().resolve("gnutls.key").toString();
    Shell.run(installation().home(), "openssl", "ec", "-in", key, "-out", whole);
    for (String path : List.of(SHORT, LONG)) {
      assertThat(
              typed(
                  path,
                  "gnutls-cli",
                  "--priority",
                  "NORMAL:-VERS-ALL:+VERS-" + version,
                  "--x509cafile",
                  ca,
                  "--x509certfile",
                  certificate,
                  "--x509keyfile",
                  whole,
                  "-p",
                  port(),
                  "localhost"))
          .contains(expected(path));
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2", "TLSv1.3"})
  void node_inAnyVersion_getsTheWholeAnswer(String version) {
    for (String path : List.of(SHORT, LONG)) {
      assertThat(script(List.of("node", "-e", NODE), path, version)).isEqualTo(expected(path));
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1_2", "TLSv1_3"})
  void python_inAnyVersion_getsTheWholeAnswer(String version) {
    for (String path : List.of(SHORT, LONG)) {
      assertThat(script(List.of("python3", "-c", PYTHON), path, version)).isEqualTo(expected(path));
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, HTTP_1_1", "TLSv1.2, HTTP_2", "TLSv1.3, HTTP_1_1", "TLSv1.3, HTTP_2"})
  void java_inAnyVersion_getsTheWholeAnswer(String tls, HttpClient.Version http) throws Exception {
    SSLParameters parameters = new SSLParameters();
    // Without the older one Java's client does not offer HTTP/2; the server takes the newer.
    parameters.setProtocols(
        tls.equals("TLSv1.2") ? new String[] {tls} : new String[] {tls, "TLSv1.2"});
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(StaffClient.tls(installation(), Optional.of("auditor")))
            .sslParameters(parameters)
            .version(http)
            .build();
    for (String path : List.of(SHORT, LONG)) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(base + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(http);
      assertThat(answer.sslSession().map(SSLSession::getProtocol)).contains(tls);
      assertThat(answer.body()).isEqualTo(expected(path));
    }
  }

  /** One handshake after the other on one connection would cost the server more than the client. */
  @Test
  void renegotiation_atTheClientsWish_isRefused() throws Exception {
    Process openssl = start("openssl", "s_client", "-tls1_2", "-CAfile", ca, "-connect", address());
    try (BufferedReader output = reader(openssl)) {
      assertThat(output.lines().anyMatch(line -> line.startsWith("    Verify return code")))
          .isTrue();
      write(openssl, "R\n");
      assertThat(
              output
                  .lines()
                  .filter(line -> line.contains("alert") || line.startsWith("verify return"))
                  .findFirst())
          .hasValueSatisfying(line -> assertThat(line).contains("handshake failure"));
    } finally {
      openssl.destroyForcibly();
    }
    assertThat(openssl.waitFor()).isNotZero();
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  /** What a program prints that is typed a request into, until the server closes the connection. */
  private String typed(String path, String... command) throws IOException {
    Process process = start(command);
    write(process, request(path));
    try (BufferedReader output = reader(process)) {
      return output.lines().collect(Collectors.joining("\n"));
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .directory(installation().home().toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void write(Process process, String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Of a language that a machine need not have. */
  private String script(List<String> interpreter, String path, String version) {
    assumeTrue(isThere(interpreter.getFirst()), interpreter.getFirst() + " is not installed");
    List<String> command = new ArrayList<>(interpreter);
    command.addAll(List.of(base + path, version, ca, certificate, key));
    Shell.Ended ended = Shell.run(installation().home(), command.toArray(String[]::new));
    assertThat(ended.code()).as(ended.output()).isZero();
    return ended.output();
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private String port() {
    return Integer.toString(installation().settings().ports().https());
  }

  private String address() {
    return "localhost:" + port();
  }
}
