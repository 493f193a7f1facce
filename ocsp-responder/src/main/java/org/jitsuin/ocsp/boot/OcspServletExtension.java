package org.jitsuin.ocsp.boot;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.StatusCodes;
import jakarta.servlet.ServletContext;

/**
 * Puts the responder's handler before everything else of the web application, where requests come
 * in on the I/O threads. Undertow makes it before there is any CDI, so that the handler itself is
 * looked for when requests come.
 */
public final class OcspServletExtension implements ServletExtension {
  /** The attribute of the servlet context where the handler is. */
  static final String HANDLER = "org.jitsuin.ocsp.handler";

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInitialHandlerChainWrapper(_ -> new Entrance(context));
  }

  private record Entrance(ServletContext context) implements HttpHandler {
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
      if (context.getAttribute(HANDLER) instanceof HttpHandler handler) {
        handler.handleRequest(exchange);
      } else {
        exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
      }
    }
  }
}
