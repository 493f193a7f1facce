package org.jitsuin.crl.boot;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.StatusCodes;
import jakarta.servlet.ServletContext;

/**
 * Answers that there is nothing, whatever is asked: the publisher has a key that signs, and nobody
 * asks it anything. What it publishes is handed out by others, from its files.
 */
public class CrlServletExtension implements ServletExtension {
  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInitialHandlerChainWrapper(
        _ -> exchange -> exchange.setStatusCode(StatusCodes.NOT_FOUND).endExchange());
  }
}
