package org.jitsuin.ocsp.testing;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bouncycastle.cert.ocsp.OCSPResp;

/** Stands between a client and the responder, and sees what clients do not show. */
public final class Relay implements AutoCloseable {
  private final Lab lab;
  private final Undertow server;
  private volatile Optional<byte[]> last = Optional.empty();

  public Relay(Lab lab) {
    this.lab = lab;
    server =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setHandler(new BlockingHandler(this::pass))
            .build();
    server.start();
  }

  public String url() {
    var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    return "http://localhost:" + address.getPort();
  }

  /** The last response that went through. */
  public OCSPResp last() {
    return Lab.response(last.orElseThrow());
  }

  private void pass(HttpServerExchange exchange) throws IOException {
    byte[] body = exchange.getInputStream().readAllBytes();
    HttpResponse<byte[]> response =
        lab.send(
            HttpRequest.newBuilder(URI.create(lab.url() + exchange.getRequestURI()))
                .method(
                    exchange.getRequestMethod().toString(),
                    HttpRequest.BodyPublishers.ofByteArray(body)));
    last = Optional.of(response.body());
    exchange.setStatusCode(response.statusCode());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/ocsp-response");
    exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
  }

  @Override
  public void close() {
    server.stop();
  }
}
