package org.jitsuin.sandbox.boot;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.ResponseCodeHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jitsuin.sandbox.http.Site;

/** The sandbox's own server: on loopback alone, for as many as come to try something. */
public final class SandboxServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  static final int THREADS = 8;
  private static final int MOST_CONNECTIONS = 64;
  private static final int WAITING = 64;
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final int MOST_HEADERS = 64;
  private static final long LONGEST_BODY = 2L * 1024 * 1024;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Undertow undertow;

  /** Makes what is served, once it is known where. */
  interface SiteAt {
    Site at(int port) throws IOException;
  }

  private SandboxServer(Undertow undertow) {
    this.undertow = undertow;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port is taken, or the site cannot be made
   */
  static SandboxServer start(int port, SiteAt site) throws IOException {
    AtomicReference<HttpHandler> ready = new AtomicReference<>(ResponseCodeHandler.HANDLE_404);
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(port, LOOPBACK)
            .setIoThreads(2)
            .setWorkerThreads(THREADS)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, LONGEST_HEADERS)
            .setServerOption(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LONGEST_BODY)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, PATIENCE_MILLIS)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, PATIENCE_MILLIS)
            .setHandler(
                Handlers.requestLimitingHandler(
                    MOST_CONNECTIONS, WAITING, exchange -> ready.get().handleRequest(exchange)))
            .build();
    try {
      undertow.start();
    } catch (RuntimeException e) {
      throw new IOException("port " + port + " cannot be used", e);
    }
    SandboxServer server = new SandboxServer(undertow);
    try {
      ready.set(handler(site.at(server.port())));
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static HttpHandler handler(Site site) {
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(SandboxServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("sandbox.war")
            .addServlet(
                Servlets.servlet(
                        "site",
                        SiteServlet.class,
                        new ImmediateInstanceFactory<>(new SiteServlet(site)))
                    .addMapping("/*"));
    DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    try {
      return manager.start();
    } catch (ServletException e) {
      throw new IllegalStateException("one servlet can be started", e);
    }
  }

  /** Returns where it listens. */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
  }

  /** Takes no more requests. */
  @Override
  public void close() {
    undertow.stop();
  }
}
