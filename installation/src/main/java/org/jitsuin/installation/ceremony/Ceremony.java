package org.jitsuin.installation.ceremony;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.LogKey;

/**
 * Makes the keys of the authorities in the CA token and those of the OCSP signers in the OCSP
 * token, all first certificates, and the key of the audit log.
 *
 * <p>It is recorded as held in one transaction at its very end. If it is interrupted before, the
 * tokens hold keys that no record knows: it then refuses to go on, and the tokens are made anew.
 */
public final class Ceremony {
  private final Jdbi database;
  private final SigningPool caToken;
  private final SigningPool ocspToken;
  private final InstantSource clock;
  private final CeremonyRecord record;
  private final RecordedSigning signing;
  private final SerialSource serials;
  private final LogKeyCeremony logKey;
  private final NewGeneration generation;
  private final SecureRandom random;
  private final String node;

  /**
   * @param database as a user that may write to every schema
   * @param clock the authorities' clock
   * @param node the name of this server in the record
   */
  public Ceremony(
      Jdbi database,
      SigningPool caToken,
      SigningPool ocspToken,
      InstantSource clock,
      SecureRandom random,
      String node) {
    this.database = database;
    this.caToken = caToken;
    this.ocspToken = ocspToken;
    this.clock = clock;
    AuditLog auditLog = new AuditLog(clock, random);
    this.record = new CeremonyRecord(auditLog, node);
    this.signing = new RecordedSigning(database, clock, node);
    this.serials = new SerialSource(random);
    this.logKey = new LogKeyCeremony(database, caToken.token(), clock, auditLog, node);
    this.generation = new NewGeneration(caToken, ocspToken, clock, signing, serials);
    this.random = random;
    this.node = node;
  }

  /** Returns whether a ceremony is recorded in the database. */
  public boolean isHeld() {
    return database.withHandle(CeremonyRecord::isHeld);
  }

  /**
   * Holds the ceremony without custodians; otherwise as {@link #hold(CeremonyPlan, Path,
   * CeremonyContext)}.
   */
  public CeremonyOutcome hold(CeremonyPlan plan, Path output) {
    return hold(plan, output, CeremonyContext.plain());
  }

  /**
   * Holds the ceremony; where it was held before, makes only the audit log's key if that is
   * missing.
   *
   * @param output where certificates and development credentials are written
   * @throws org.jitsuin.installation.setup.SetupFailure if the plan does for development only
   */
  public CeremonyOutcome hold(CeremonyPlan given, Path output, CeremonyContext circumstances) {
    if (isHeld()) {
      logKey.make(given.logOrigin(), output);
      return new CeremonyOutcome.AlreadyHeld();
    }
    CeremonyPlan plan = given.inEarnest(circumstances.production());
    for (SigningPool pool : List.of(caToken, ocspToken)) {
      List<String> labels = pool.token().labels();
      if (!labels.isEmpty()) {
        return new CeremonyOutcome.TokenNotEmpty(pool.token().name(), labels);
      }
    }
    Instant begun = clock.instant();
    CeremonySteps steps = circumstances.steps();
    List<NewAuthority> authorities = new ArrayList<>();
    for (AuthorityScript script : plan.authorities()) {
      authorities.add(generation.make(authorities.size() + 1, script, steps));
    }
    steps.begin(StaffCeremony.sentence(plan));
    StaffCeremony.Result credentials =
        new StaffCeremony(caToken, signing, serials, Clocks.system()).hold(plan);
    steps.begin(
        "make the key audit-log-g1 (ecdsa-p256-sha256) in token ca for " + plan.logOrigin());
    LogKey log = logKey.generate(plan.logOrigin());
    CredentialFiles.write(output, authorities, credentials);
    CredentialFiles.logKey(output, log.verifier());
    CredentialFiles.custodians(circumstances.directories(), credentials, random);
    steps.begin("record it all in one transaction");
    FoundationRecord made =
        new FoundationRecord(plan, circumstances, node, begun, authorities, credentials, log);
    Instant now = clock.instant();
    database.useTransaction(handle -> {
      record.write(handle, authorities, credentials, now);
      logKey.record(handle, log);
      record.conclude(handle, made.document(), plan, circumstances, now);
      record.makeKnown(
          handle, authorities.stream().map(NewAuthority::issuing).toList(), List.of(), now);
    });
    RecordFiles.write(database, output);
    return new CeremonyOutcome.Held(facts(authorities, credentials));
  }

  /**
   * A key generation that has just come to be.
   *
   * @param signer its first OCSP signer
   */
  record NewAuthority(IssuingKey issuing, AuthorityScript script, OcspSigner signer) {}

  private static List<String> facts(
      List<NewAuthority> authorities, StaffCeremony.Result credentials) {
    List<String> facts = new ArrayList<>();
    for (NewAuthority authority : authorities) {
      X509Certificate certificate = authority.issuing().certificate();
      facts.add(
          "%s: %s, valid until %s"
              .formatted(
                  authority.issuing().policy().issuer(),
                  authority.script().scheme(),
                  certificate.getNotAfter().toInstant()));
    }
    facts.add(
        String.format(Locale.ROOT, "staff: %d client certificates", credentials.members().size()));
    return facts;
  }
}
