package org.jitsuin.base.readiness;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The board on which the services of one application announce their readiness.
 *
 * <p>WildFly does not see the health checks of web archives inside an EAR (WFLY-12835), only those
 * of the EAR's libraries, which in turn do not see the archives. This class is loaded once for all
 * of them; a service that is deployed alone has its own health check and does not need it.
 */
public final class ReadinessBoard {
  private static final Map<String, Supplier<Readiness>> SERVICES = new ConcurrentHashMap<>();

  private ReadinessBoard() {}

  /** Says how to ask a service; called when it starts. */
  public static void announce(String service, Supplier<Readiness> readiness) {
    SERVICES.put(service, readiness);
  }

  /** Called when the service stops. */
  public static void withdraw(String service) {
    SERVICES.remove(service);
  }

  /** Asks a service; empty if it has not started. */
  public static Optional<Readiness> ask(String service) {
    return Optional.ofNullable(SERVICES.get(service)).map(Supplier::get);
  }
}
