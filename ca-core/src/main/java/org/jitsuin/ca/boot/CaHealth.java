package org.jitsuin.ca.boot;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.erasure.RetentionState;
import org.jitsuin.ca.store.IssuerTable;

/**
 * Ready when the database answers, the token signs for both authorities, all is cleared up, the
 * audit log is sequenced, and all background work comes round; says which certificates end soon and
 * what waits for people.
 */
final class CaHealth {
  /** A weekend is no reason to call anybody. */
  private static final Duration LONG_BEHIND = Duration.ofDays(4);

  private final CaService service;
  private final LogKeeping log;
  private final Housekeeping housekeeping;
  private final Heartbeats heartbeats;
  private final CertificateWatch certificates;
  private final BrakeWatch brakes;
  private final RetentionState retention;

  CaHealth(
      CaService service,
      LogKeeping log,
      Housekeeping housekeeping,
      Heartbeats heartbeats,
      CertificateWatch certificates,
      BrakeWatch brakes,
      RetentionState retention) {
    this.service = service;
    this.log = log;
    this.housekeeping = housekeeping;
    this.heartbeats = heartbeats;
    this.certificates = certificates;
    this.brakes = brakes;
    this.retention = retention;
  }

  /** Returns what keeps nobody from being served today, but will if nobody looks after it. */
  private Map<String, String> warnings() {
    Map<String, String> warnings = new LinkedHashMap<>();
    List<String> overdue = service.issuing().signerWatch().overdue();
    if (!overdue.isEmpty()) {
      warnings.put(
          "signers",
          "OCSP signers expire soon and could not be renewed: " + String.join(", ", overdue));
    }
    Map<String, String> waiting = service.issuing().signerWatch().waiting();
    if (!waiting.isEmpty()) {
      warnings.put(
          "responders",
          waiting.entrySet().stream()
              .map(one -> "OCSP responder " + one.getKey() + " waits: " + one.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (log.submissions().refused() > 0) {
      warnings.put("submissions", "entries of the CRL publisher were refused: audit.submission");
    }
    Duration behind = retention.behind(service.context().clock().instant());
    if (behind.compareTo(LONG_BEHIND) > 0) {
      warnings.put(
          "retention",
          "records that may be kept no longer were last erased in full "
              + behind.toDays()
              + " days ago");
    }
    return warnings;
  }

  /** Asks all that issuing needs. */
  Readiness readiness() {
    return brakes.confirm(certificates.confirm(heartbeats.confirm(asked())));
  }

  private Readiness asked() {
    CaContext context = service.context();
    try {
      context.transactions().run(IssuerTable::all);
      context.token().check();
      for (Authority authority : Authority.values()) {
        context.authorities().issuing(authority);
      }
      log.sequencer()
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
