package org.jitsuin.ocsp.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;
import org.jitsuin.base.readiness.ReadinessBoard;

/** Starts the responder with the application, and leaves its handler where requests look for it. */
@ApplicationScoped
public class OcspLifecycle {
  void start(
      @Observes @Initialized(ApplicationScoped.class) ServletContext context, OcspService service) {
    service.start();
    context.setAttribute(OcspServletExtension.HANDLER, service.handler());
    ReadinessBoard.announce(OcspService.NAME, service::readiness);
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
    ReadinessBoard.withdraw(OcspService.NAME);
  }
}
