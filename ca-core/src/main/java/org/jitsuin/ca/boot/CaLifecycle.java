package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;
import org.jitsuin.base.readiness.ReadinessBoard;

/**
 * Starts the authority with the application, leaves its handler where requests look for it, and
 * makes its readiness known to the EAR that it is part of.
 */
@ApplicationScoped
public class CaLifecycle {
  void start(
      @Observes @Initialized(ApplicationScoped.class) ServletContext context, CaServer server) {
    server.start();
    context.setAttribute(OfficeServletExtension.HANDLER, server.handler());
    ReadinessBoard.announce(CaServer.NAME, server::readiness);
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
    ReadinessBoard.withdraw(CaServer.NAME);
    context.removeAttribute(OfficeServletExtension.HANDLER);
  }
}
