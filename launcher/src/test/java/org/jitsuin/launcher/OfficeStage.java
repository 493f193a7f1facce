package org.jitsuin.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.record.StaffChangeContent;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.Trees;

/**
 * An installation with an authority for its staff and, in the place of its server, an office API
 * that remembers changes among the staff and certifies what is approved, whatever it is.
 */
final class OfficeStage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char[] PASSWORD = "changeit".toCharArray();

  final Path home;
  final Map<String, ObjectNode> changes = new LinkedHashMap<>();

  /** Who asked for what, such as {@code operator POST staff}. */
  final List<String> asked = new ArrayList<>();

  /** What the next request is refused with. */
  Optional<String> refusal = Optional.empty();

  private final StaffAuthorityForTests authority = new StaffAuthorityForTests();
  private final HttpsServer server;

  OfficeStage(Path home) throws IOException, GeneralSecurityException {
    this.home = home;
    Installation installation = new Installation(home, Map.of());
    installation.keep(installation.record().begun(installation.texts()));
    authority.writeTo(installation.ca().resolve("staff.pem"));
    for (String operator : List.of("operator", "operator2")) {
      credential(operator, "ca-operator", Clocks.system().instant().plusSeconds(3_600));
    }
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new Mutual(tls()));
    server.createContext("/api/v1/", this::handle);
    server.start();
  }

  /** Forgets what was asked, and deletes what was made of it. */
  void reset() throws IOException {
    changes.clear();
    asked.clear();
    refusal = Optional.empty();
    Trees.delete(home.resolve("staff/pending"));
    try (Stream<Path> files = Files.list(home.resolve("staff"))) {
      for (Path file :
          files.filter(file -> !file.getFileName().toString().startsWith("operator")).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Makes a credential of somebody, whom the office lets in. */
  Path credential(String person, String role, Instant end)
      throws IOException, GeneralSecurityException {
    return authority.credential(home.resolve("staff").resolve(person + ".p12"), person, role, end);
  }

  /** The settings of the launcher that reach this server. */
  Map<String, String> environment() {
    return Map.of(
        "JITSUIN_HOME",
        home.toString(),
        "JITSUIN_HTTPS_PORT",
        Integer.toString(server.getAddress().getPort()));
  }

  private SSLContext tls() throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    Path file =
        authority.credential(
            home.resolve("tls.p12"),
            "localhost",
            "server",
            Clocks.system().instant().plusSeconds(3_600));
    try (var stream = Files.newInputStream(file)) {
      own.load(stream, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static final class Mutual extends HttpsConfigurator {
    Mutual(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters mutual = getSSLContext().getDefaultSSLParameters();
      mutual.setNeedClientAuth(true);
      parameters.setSSLParameters(mutual);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
    Certificate caller = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
    String who = StaffAuthorityForTests.person((X509Certificate) caller);
    asked.add("%s %s %s".formatted(who, exchange.getRequestMethod(), path));
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonNode answer;
    int status = 200;
    if (refusal.isPresent()) {
      status = 409;
      answer = JSON.createObjectNode().put("code", refusal.get()).put("detail", "It must not be.");
    } else {
      answer = answer(who, path, body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
    }
    byte[] text = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(text);
    }
  }

  private JsonNode answer(String who, String path, JsonNode body) {
    String[] parts = path.split("/", -1);
    if (path.equals("staff") && body.isEmpty()) {
      ObjectNode staff = JSON.createObjectNode();
      staff
          .putArray("staff")
          .addObject()
          .put("person", "p-1")
          .put("role", "auditor")
          .put("state", "active")
          .put("daysLeft", 700)
          .put("name", "監査人");
      return staff;
    }
    if (path.equals("staff")) {
      return proposed(who, (ObjectNode) body);
    }
    if (path.equals("staff/changes")) {
      ObjectNode page = JSON.createObjectNode();
      page.putArray("changes").addAll(changes.values());
      return page;
    }
    if (path.endsWith("/block")) {
      return body;
    }
    ObjectNode change = changes.get(parts[2]);
    if (path.endsWith("/cancel")) {
      return change.put("state", "cancelled").put("cancelledBy", who);
    }
    if (path.endsWith("/approval") && change.get("content").equals(body.get("content"))) {
      return done(who, change);
    }
    return withoutRequest(change);
  }

  private JsonNode proposed(String who, ObjectNode wish) {
    String id = UUID.randomUUID().toString();
    wish.put("change", id).put("state", "proposed").put("proposedBy", who);
    if (!wish.has("name")) {
      wish.put("name", "somebody").put("role", "auditor");
    }
    Optional<KeyRequest> key =
        Optional.ofNullable(wish.path("request").textValue()).map(OfficeStage::key);
    key.ifPresent(brought -> wish.put("key", brought.hash().toString()));
    StaffSeat seat =
        new StaffSeat(
            wish.get("person").asText(),
            wish.get("name").asText(),
            Role.byId(wish.get("role").asText()).orElseThrow(),
            Optional.ofNullable(wish.path("municipality").textValue()),
            Optional.ofNullable(wish.path("window").textValue()));
    wish.put(
        "content",
        new StaffChangeContent(
                id,
                StaffChangeKind.byId(wish.get("kind").asText()).orElseThrow(),
                seat,
                key.map(KeyRequest::hash),
                Optional.ofNullable(wish.path("reason").textValue()))
            .hash()
            .toString());
    changes.put(id, wish);
    return withoutRequest(wish);
  }

  private static KeyRequest key(String request) {
    return ((Outcome.Done<KeyRequest>)
            KeyRequest.read(request, "request", Set.of(SignatureScheme.values())))
        .result();
  }

  private static ObjectNode withoutRequest(ObjectNode change) {
    return change.deepCopy().without("request");
  }

  private JsonNode done(String who, ObjectNode change) {
    change.put("state", "done").put("approvedBy", who);
    if (change.has("request")) {
      PublicKey key = StaffAuthorityForTests.publicKey(key(change.get("request").asText()).key());
      change.put("certificate", authority.pem(key, change.get("person").asText()));
    }
    return withoutRequest(change);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
