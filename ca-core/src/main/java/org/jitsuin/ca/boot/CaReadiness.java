package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.Transactions;

/** Ready when the database answers, the token signs for both authorities, and all is cleared up. */
@Readiness
@ApplicationScoped
public class CaReadiness implements HealthCheck {
  private final Transactions transactions;
  private final Authorities authorities;
  private final SigningPool token;
  private final Housekeeping housekeeping;

  /** For the container's proxy only. */
  protected CaReadiness() {
    this(null, null, null, null);
  }

  @Inject
  public CaReadiness(
      Transactions transactions,
      Authorities authorities,
      SigningPool token,
      Housekeeping housekeeping) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.token = token;
    this.housekeeping = housekeeping;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("ca-core");
    try {
      transactions.run(IssuerTable::all);
      token.token().check();
      for (Authority authority : Authority.values()) {
        authorities.issuing(authority);
      }
      return housekeeping.isStarted()
          ? answer.up().build()
          : answer.down().withData("reason", "interrupted issues are being given up").build();
    } catch (Fault e) {
      return answer
          .down()
          .withData("code", e.code().name())
          .withData("reason", e.getMessage())
          .build();
    }
  }
}
