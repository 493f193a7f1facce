package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.OcspSignerRenewal;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Ready when the database answers, the token signs for both authorities, all is cleared up, the
 * audit log is sequenced, and all background work comes round; says which certificates end soon.
 */
@ApplicationScoped
public class CaHealth {
  private final Transactions transactions;
  private final Authorities authorities;
  private final SigningPool token;
  private final Housekeeping housekeeping;
  private final Sequencer sequencer;
  private final OcspSignerRenewal signerRenewal;
  private final Heartbeats heartbeats;
  private final CertificateWatch certificates;

  /** A constructor for the container's proxy only. */
  protected CaHealth() {
    this(null, null, null, null, null, null, null, null);
  }

  @Inject
  public CaHealth(
      Transactions transactions,
      Authorities authorities,
      SigningPool token,
      Housekeeping housekeeping,
      Sequencer sequencer,
      OcspSignerRenewal signerRenewal,
      Heartbeats heartbeats,
      CertificateWatch certificates) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.token = token;
    this.housekeeping = housekeeping;
    this.sequencer = sequencer;
    this.signerRenewal = signerRenewal;
    this.heartbeats = heartbeats;
    this.certificates = certificates;
  }

  /** Returns what keeps nobody from being served today, but will if nobody looks after it. */
  private Map<String, String> warnings() {
    List<Issuer> overdue = signerRenewal.overdue();
    return overdue.isEmpty()
        ? Map.of()
        : Map.of(
            "signers",
            "OCSP signers expire soon and could not be renewed: "
                + overdue.stream().map(Issuer::toString).collect(Collectors.joining(", ")));
  }

  /** Asks all that issuing needs. */
  public Readiness readiness() {
    return certificates.confirm(heartbeats.confirm(asked()));
  }

  private Readiness asked() {
    try {
      transactions.run(IssuerTable::all);
      token.check();
      for (Authority authority : Authority.values()) {
        authorities.issuing(authority);
      }
      sequencer
          .state()
          .fault()
          .ifPresent(fault -> {
            throw fault;
          });
      return housekeeping.isStarted()
          ? new Readiness(true, warnings())
          : Readiness.notReady("interrupted issues are being abandoned");
    } catch (Fault e) {
      return new Readiness(false, Map.of("code", e.code().name(), "reason", e.getMessage()));
    }
  }
}
