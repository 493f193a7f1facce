package org.jitsuin.installation.ceremony;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.StatusFeed;

/**
 * Gives the responder of this server another signer, with a key that is made here: where the one
 * that it has is revoked, or its token was made anew. It admits the responder anew: what it was
 * certified before vouches for no other key, and may be revoked without withdrawing it.
 */
public final class NewSigner {
  private final Jdbi database;
  private final SigningPool caToken;
  private final InstantSource clock;
  private final CeremonyRecord record;
  private final NewGeneration generation;

  /** Arguments as for {@link Ceremony}. */
  public NewSigner(
      Jdbi database,
      SigningPool caToken,
      SigningPool ocspToken,
      InstantSource clock,
      SecureRandom random,
      String node) {
    this.database = database;
    this.caToken = caToken;
    this.clock = clock;
    this.record = new CeremonyRecord(new AuditLog(clock, random), node);
    this.generation =
        new NewGeneration(
            caToken,
            ocspToken,
            clock,
            new RecordedSigning(database, clock, node),
            new SerialSource(random));
  }

  /**
   * Makes another OCSP signer.
   *
   * @param name the key generation, such as {@code signature-g1}
   * @return why not, if so
   */
  public Optional<String> make(String name, CeremonySteps steps) {
    List<IssuerTable.Row> issuers = database.withHandle(IssuerTable::all);
    Optional<IssuerTable.Row> found =
        issuers.stream().filter(row -> issuer(row).toString().equals(name)).findFirst();
    if (found.isEmpty()) {
      return Optional.of("there is no key generation " + name);
    }
    AuthorityScript script = AuthorityScript.ofJson(found.get().script());
    IssuingKey issuing = issuing(found.get(), script);
    if (found.get().retired().isPresent()) {
      return Optional.of("key generation " + name + " is retired");
    }
    if (!issuing.validAt(clock.instant())) {
      return Optional.of("key generation " + name + " is not valid now");
    }
    OcspSigner signer =
        generation.signer(
            issuing, script, database.withHandle(handle -> label(handle, issuing)), steps);
    steps.begin("record it; responders take it up by themselves");
    Instant now = clock.instant();
    database.useTransaction(handle -> write(handle, issuing, signer, now));
    return Optional.empty();
  }

  /** The next one: the first has no number. */
  private static String label(Handle handle, IssuingKey issuing) {
    int keys =
        handle
            .createQuery(
                """
                SELECT COUNT(DISTINCT key_label) FROM status.ocsp_signer WHERE issuer_no = :issuer
                """)
            .bind("issuer", issuing.number())
            .mapTo(int.class)
            .one();
    return String.format(Locale.ROOT, "ocsp-%s-k%d", issuing.policy().issuer(), keys + 1);
  }

  private void write(Handle handle, IssuingKey issuing, OcspSigner signer, Instant now) {
    Serial serial = Serial.of(signer.certificate().getSerialNumber());
    Instant notAfter = signer.certificate().getNotAfter().toInstant();
    CeremonyRecord.complete(handle, issuing.number(), serial);
    IssuerTable.insertSigner(handle, signer.heldBy(record.admit(handle, now)));
    record.append(
        handle,
        now,
        new CeremonyAct.SignerIssued(
            issuing.policy().issuer(),
            serial,
            Fingerprint.of(SignedCertificate.der(signer.certificate())),
            notAfter));
    record.makeKnown(
        handle,
        List.of(),
        List.of(
            StatusFeed.Change.ofAuthority(issuing.number(), serial, notAfter, Optional.empty())),
        now);
  }

  private IssuingKey issuing(IssuerTable.Row row, AuthorityScript script) {
    return new IssuingKey(
        row.number(),
        script.authorityPolicy(),
        row.certificate(),
        caToken.key(row.keyLabel(), row.scheme()));
  }

  private static Issuer issuer(IssuerTable.Row row) {
    return new Issuer(Authority.byId(row.authority()).orElseThrow(), row.generation());
  }
}
