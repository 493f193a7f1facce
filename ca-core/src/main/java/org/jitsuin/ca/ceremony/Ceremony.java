package org.jitsuin.ca.ceremony;

import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.ceremony.RecordedSigning.Order;
import org.jitsuin.ca.profile.AuthorityPolicy;
import org.jitsuin.ca.profile.AuthorityProfile;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.OcspSignerProfile;
import org.jitsuin.ca.profile.Validity;
import org.jitsuin.ca.store.IntentTable.Purpose;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;

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
    this.record = new CeremonyRecord(random, node);
    this.signing = new RecordedSigning(database, clock, node);
    this.serials = new SerialSource(random);
    this.logKey = new LogKeyCeremony(database, caToken.token(), clock, random, node);
  }

  /** Whether a ceremony is recorded in the database. */
  public boolean isHeld() {
    return database.withHandle(CeremonyRecord::isHeld);
  }

  /**
   * Holds the ceremony; where it was held before, makes only the audit log's key if that is
   * missing.
   *
   * @param output where certificates and development credentials are written
   */
  public CeremonyOutcome hold(CeremonyPlan plan, Path output) {
    if (isHeld()) {
      logKey.make(plan.logOrigin(), output);
      return new CeremonyOutcome.AlreadyHeld();
    }
    for (SigningPool pool : List.of(caToken, ocspToken)) {
      List<String> labels = pool.token().labels();
      if (!labels.isEmpty()) {
        return new CeremonyOutcome.TokenNotEmpty(pool.token().name(), labels);
      }
    }
    List<NewAuthority> authorities = new ArrayList<>();
    for (AuthorityScript script : plan.authorities()) {
      authorities.add(establish(authorities.size() + 1, script));
    }
    StaffCeremony.Result credentials =
        new StaffCeremony(caToken, signing, serials, Clocks.system()).hold(plan);
    CredentialFiles.write(output, authorities, credentials);
    Instant now = clock.instant();
    database.useTransaction(handle -> record.write(handle, authorities, credentials, now));
    logKey.make(plan.logOrigin(), output);
    return new CeremonyOutcome.Held(facts(authorities, credentials));
  }

  /**
   * A key generation that has just come to be.
   *
   * @param signer its first OCSP signer
   */
  record NewAuthority(IssuingKey issuing, AuthorityScript script, OcspSigner signer) {}

  private NewAuthority establish(int number, AuthorityScript script) {
    AuthorityPolicy policy = script.authorityPolicy();
    SignatureScheme scheme = script.keyScheme();
    String label = policy.issuer().toString();
    PublicKey publicKey = caToken.token().generate(label, scheme);
    Instant now = clock.instant();
    Validity validity =
        new Validity(
            now,
            JapanTime.endOf(JapanTime.date(now).plusYears(script.validityYears()).minusDays(1)));
    Order order =
        new Order(
            number,
            Purpose.ISSUER,
            AuthorityProfile.content(policy, scheme, publicKey, serials.next(now), validity),
            caToken.key(label, scheme),
            publicKey);
    X509Certificate certificate = signing.sign(List.of(order)).getFirst();
    IssuingKey issuing = new IssuingKey(number, policy, certificate, order.key());
    return new NewAuthority(issuing, script, firstSigner(issuing, script));
  }

  private OcspSigner firstSigner(IssuingKey issuing, AuthorityScript script) {
    SignatureScheme scheme = script.ocspSigner().keyScheme();
    String label = "ocsp-" + issuing.policy().issuer();
    PublicKey publicKey = ocspToken.token().generate(label, scheme);
    Instant now = clock.instant();
    Order order =
        new Order(
            issuing.number(),
            Purpose.OCSP_SIGNER,
            OcspSignerProfile.content(
                issuing,
                SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()),
                serials.next(now),
                now,
                script.ocspSigner().validityDays()),
            issuing.key(),
            issuing.certificate().getPublicKey());
    return new OcspSigner(issuing.number(), scheme, label, signing.sign(List.of(order)).getFirst());
  }

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
    facts.add("staff: %d client certificates".formatted(credentials.members().size()));
    return facts;
  }
}
