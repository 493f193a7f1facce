package org.jitsuin.installation.ceremony;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.Submissions;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * Retires a key generation whose certificates have all ended: it signs nothing any more, and its
 * keys may be destroyed. Two CA operators decide it; no key of the authority is needed.
 */
public final class Retirement {
  private final Jdbi admin;
  private final InstantSource clock;
  private final AuditLog auditLog;

  /**
   * @param admin the database's administrator: no server can write it
   * @param clock the authorities'
   */
  public Retirement(Jdbi admin, InstantSource clock) {
    this.admin = admin;
    this.clock = clock;
    this.auditLog = new AuditLog(clock, new SecureRandom());
  }

  /**
   * What would be done, or what is in the way.
   *
   * @param obstacles empty where it can be retired
   */
  public record Report(Issuer issuer, long partitions, List<String> obstacles) {
    public Report {
      obstacles = List.copyOf(obstacles);
    }

    public boolean possible() {
      return obstacles.isEmpty();
    }

    /** Returns sentences for people. */
    public List<String> lines() {
      if (!possible()) {
        return obstacles;
      }
      List<String> lines = new ArrayList<>();
      lines.add(
          "%s has its %s last CRLs, and nothing that it signed is good."
              .formatted(issuer, partitions));
      lines.add(
          "It will sign nothing any more: no CRL, no certificate of an OCSP signer. That cannot be"
              + " taken back.");
      return lines;
    }

    /** Returns what operators sign. */
    public byte[] statement() {
      return ("retire " + issuer + "\n" + String.join("\n", lines()))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * Looks whether a key generation can be retired; changes nothing.
   *
   * @throws SetupFailure where there is none of that name
   */
  public Report look(Issuer issuer) {
    Instant now = clock.instant();
    return admin.withHandle(handle -> report(facts(handle, issuer, now)));
  }

  private static RetirementFacts facts(Handle handle, Issuer issuer, Instant now) {
    return new RetirementTable(handle, now)
        .facts(issuer)
        .orElseThrow(() -> new SetupFailure("there is no key generation " + issuer));
  }

  private static Report report(RetirementFacts facts) {
    return new Report(facts.issuer(), facts.partitions(), facts.obstacles());
  }

  /**
   * Retires a key generation, in one transaction with its entry.
   *
   * @param operators who decided it
   * @throws SetupFailure that says what is in the way by now
   */
  public Report carryOut(Issuer issuer, List<StaffMember> operators) {
    Instant now = clock.instant();
    return admin.inTransaction(handle -> {
      // Looked at again behind the lock that whoever signs by it waits for.
      Optional<Instant> before = facts(handle, issuer, now).retired();
      boolean retired = IssuerTable.retire(handle, issuer, now);
      RetirementFacts facts = facts(handle, issuer, now).asOf(before);
      Report report = report(facts);
      if (!retired || !report.possible()) {
        throw new SetupFailure(String.join("; ", report.obstacles()));
      }
      Submissions.takeInAll(handle, now);
      auditLog.append(
          handle,
          now,
          new Actor.Component("launcher", "launcher"),
          new CeremonyAct.IssuerRetired(
              issuer,
              facts.partitions(),
              operators.stream().map(one -> one.name() + " " + one.certificate()).toList()));
      return report;
    });
  }
}
