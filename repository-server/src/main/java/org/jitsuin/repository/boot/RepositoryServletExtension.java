package org.jitsuin.repository.boot;

import io.undertow.server.HttpHandler;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.StatusCodes;
import jakarta.servlet.ServletContext;

/**
 * Puts the handler in front of the servlets, of which there is none: that is where the speed is.
 * The extension is made before the application's objects, so it finds the handler in the context.
 */
public class RepositoryServletExtension implements ServletExtension {
  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInitialHandlerChainWrapper(_ ->
        exchange -> {
          if (context.getAttribute(RepositoryStartup.HANDLER) instanceof HttpHandler handler) {
            handler.handleRequest(exchange);
          } else {
            exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE).endExchange();
          }
        });
  }
}
