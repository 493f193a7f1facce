package org.jitsuin.ocsp.testing;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ocsp.access.AccessRequest;
import org.jitsuin.ocsp.access.Audience;
import org.jitsuin.ocsp.answer.AnswerPolicy;
import org.jitsuin.ocsp.answer.ReadinessCheck;
import org.jitsuin.ocsp.answer.Responder;
import org.jitsuin.ocsp.boot.Requesters;
import org.jitsuin.ocsp.http.HttpLimits;
import org.jitsuin.ocsp.http.OcspHandler;
import org.jitsuin.ocsp.signer.SignerLoader;
import org.jitsuin.ocsp.status.StatusFollower;
import org.jitsuin.ocsp.usage.AnswerTally;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.RequestLimits;
import org.jitsuin.ocsp.wire.RequestParser;
import org.jitsuin.ocsp.wire.Requests;
import org.jitsuin.testing.TestStack;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** A responder on the test stack behind HTTP, whose feed and signers are read when a test says. */
public final class Lab implements AutoCloseable {
  /** The number of the signature authority's first generation in the test stack. */
  public static final int SIGNATURE = 1;

  /** The number of the user-identification authority's first generation. */
  public static final int USER_IDENTIFICATION = 2;

  public final TestStack stack = TestStack.shared();
  public final StatusRows rows = new StatusRows(stack.jdbi("ca"));
  public final SigningPool pool;
  public final StatusFollower statuses;
  public final SignerLoader signers;

  /** What answers behind HTTP. */
  public final Responder responder;

  private final RequestLimits limits;
  private final InstantSource clock;
  private final Requesters requesters;
  private final ReadinessCheck readiness;
  private final Undertow server;
  private final HttpClient client = HttpClient.newHttpClient();

  public Lab(InstantSource clock, Map<String, String> otherSettings) {
    this(clock, otherSettings, TestStack.shared().dataSource("ocsp"));
  }

  /**
   * @param feed the database that the feed is read from
   */
  public Lab(InstantSource clock, Map<String, String> otherSettings, DataSource feed) {
    this.clock = clock;
    Settings settings = stack.settingsWith(otherSettings);
    pool = SigningPool.configured(settings, "ocsp", clock);
    statuses = new StatusFollower(Database.open(feed), clock);
    signers = new SignerLoader(stack.jdbi("ocsp"), pool, clock);
    AnswerPolicy policy = AnswerPolicy.read(settings);
    readiness = new ReadinessCheck(signers, statuses, policy, clock);
    requesters = Requesters.configured(settings, stack.jdbi("ocsp"), stack.jdbi("ocsp"), clock);
    responder = new Responder(signers, statuses, policy, clock);
    limits = RequestLimits.read(settings);
    HttpHandler handler =
        OcspHandler.create(
            new OcspHandler.Service(requesters.gate(), responder, requesters.counts()),
            limits,
            HttpLimits.read(settings),
            clock);
    server =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .addHttpsListener(0, "localhost", new Tls(stack).server())
            .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED)
            // One, so that whatever waits in it holds up all that need it.
            .setWorkerThreads(1)
            .setHandler(Handlers.path().addPrefixPath("/ocsp", handler))
            .build();
    server.start();
  }

  /** Reads the feed once, after a heartbeat. */
  public void follow() {
    rows.beat(clock.instant());
    statuses.run();
  }

  /** What goes on until it is closed. */
  public interface Following extends AutoCloseable {
    @Override
    void close();
  }

  /** Reads the feed again and again, with a heartbeat each time. */
  public Following following() {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    var _ = thread.scheduleWithFixedDelay(this::follow, 0, 50, TimeUnit.MILLISECONDS);
    return thread::close;
  }

  /** Reads feed and signers once, after a heartbeat. */
  public Lab refreshed() {
    follow();
    signers.run();
    requesters.tasks().forEach(task -> task.work().run());
    return this;
  }

  /** Why it is not ready; empty if it is. */
  public String problem() {
    return readiness.readiness().facts().getOrDefault("reason", "");
  }

  /** How many requests found no room to wait. */
  public long shed() {
    return tally().shed();
  }

  /** What was counted. */
  public AnswerTally tally() {
    return requesters.counts().tally();
  }

  public int port() {
    return port(server.getListenerInfo().getFirst());
  }

  private static int port(Undertow.ListenerInfo listener) {
    return ((InetSocketAddress) listener.getAddress()).getPort();
  }

  /** Over TLS, where clients may have a certificate of the staff authority. */
  public String tlsUrl() {
    return "https://localhost:" + port(server.getListenerInfo().getLast()) + "/ocsp";
  }

  public String url() {
    return "http://localhost:" + port() + "/ocsp";
  }

  /** The certificate of an issuer. */
  public X509CertificateHolder issuer(int number) {
    byte[] der =
        stack
            .jdbi("admin")
            .withHandle(handle ->
                handle
                    .createQuery("SELECT certificate FROM status.issuer WHERE issuer_no = ?")
                    .bind(0, number)
                    .mapTo(byte[].class)
                    .one());
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How a client asks for a certificate. */
  public CertID certId(int issuer, Serial serial) {
    return Requests.certId(issuer(issuer), serial.value(), Requests.SHA_1);
  }

  /** A request as whoever is not registered sends it. */
  public AccessRequest request(byte[] der) {
    OcspRequest request = (OcspRequest) new RequestParser(limits).parse(der);
    return new AccessRequest(request, new Audience.Anyone());
  }

  /** Asks by POST for one certificate, without a nonce. */
  public OCSPResp ask(int issuer, Serial serial) {
    return post(Requests.of(certId(issuer, serial)));
  }

  /** Asks by POST. */
  public OCSPResp post(byte[] request) {
    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(URI.create(url()))
                .header("Content-Type", "application/ocsp-request")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request)));
    if (response.statusCode() != 200) {
      throw new IllegalStateException("HTTP status " + response.statusCode());
    }
    return response(response.body());
  }

  /** Sends anything. */
  public HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static OCSPResp response(byte[] body) {
    try {
      return new OCSPResp(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.stop();
    pool.close();
  }
}
