package org.jitsuin.ca.boot;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.StatusCodes;
import jakarta.servlet.ServletContext;
import org.jitsuin.ca.http.OfficeHandler;

/**
 * Puts the handler before the servlets, where requests come in on the I/O threads and before
 * anybody logs in. Undertow makes it before there is any CDI, so that the handler itself is looked
 * for when requests come.
 */
public final class OfficeServletExtension implements ServletExtension {
  /** The attribute of the servlet context where the handler is. */
  static final String HANDLER = OfficeHandler.class.getName();

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInitialHandlerChainWrapper(servlet ->
        exchange -> {
          if (context.getAttribute(HANDLER) instanceof OfficeHandler handler) {
            handler.handle(exchange, servlet);
          } else {
            exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
          }
        });
  }
}
