package org.jitsuin.ca.boot;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jitsuin.base.readiness.ReadinessBoard;

/** Makes the readiness known to the EAR that this service is part of. */
@ApplicationScoped
public class Announcement {
  /** The name of the service in health reports. */
  static final String SERVICE = "ca-core";

  private final PromptHealth health;

  /** A constructor for the container's proxy only. */
  protected Announcement() {
    this(null);
  }

  @Inject
  public Announcement(PromptHealth health) {
    this.health = health;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    ReadinessBoard.announce(SERVICE, health::readiness);
  }

  @PreDestroy
  void stop() {
    ReadinessBoard.withdraw(SERVICE);
  }
}
