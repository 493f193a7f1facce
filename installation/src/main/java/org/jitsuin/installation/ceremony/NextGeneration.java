package org.jitsuin.installation.ceremony;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.profile.AuthorityProfile;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.LinkCertificate;
import org.jitsuin.ca.store.OpenRollOver;
import org.jitsuin.ca.store.RollOverTable;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.installation.ceremony.Ceremony.NewAuthority;
import org.jitsuin.installation.ceremony.RecordedSigning.Order;

/**
 * Makes the key generation that a roll-over began, with the link certificates between it and the
 * one before, and records it as one that does not issue yet.
 */
final class NextGeneration {

  private final Jdbi database;
  private final SigningPool caToken;
  private final InstantSource clock;
  private final CeremonyRecord record;
  private final RecordedSigning signing;
  private final SerialSource serials;
  private final NewGeneration generation;

  NextGeneration(
      Jdbi database,
      SigningPool caToken,
      SigningPool ocspToken,
      InstantSource clock,
      CeremonyRecord record,
      RecordedSigning signing,
      SerialSource serials) {
    this.database = database;
    this.caToken = caToken;
    this.clock = clock;
    this.record = record;
    this.signing = signing;
    this.serials = serials;
    this.generation = new NewGeneration(caToken, ocspToken, clock, signing, serials);
  }

  /**
   * @param issuers all that there are
   */
  void make(OpenRollOver row, List<IssuerTable.Row> issuers, CeremonySteps steps) {
    NewAuthority made = generation.make(row.number(), AuthorityScript.ofJson(row.script()), steps);
    IssuingKey before =
        issuers.stream()
            .filter(issuer -> issuer.number() == row.predecessor())
            .map(this::issuing)
            .findFirst()
            .orElseThrow();
    steps.begin(
        "certify the key of %s by that of %s, and the other way round"
            .formatted(row.issuer(), before.policy().issuer()));
    List<LinkCertificate> links = links(made.issuing(), before);
    steps.begin("record %s with its CRL partitions; it does not issue yet".formatted(row.issuer()));
    Instant now = clock.instant();
    database.useTransaction(handle -> {
      record.write(handle, made, IssuerTable.NEVER, now);
      links.forEach(link -> write(handle, link, made.issuing(), before, now));
      record.makeKnown(handle, List.of(made.issuing()), List.of(byOld(links.getFirst())), now);
    });
  }

  /**
   * Returns the link certificates: new with old begins with the new key and old with new with the
   * old one, so that what either signed at any time has a path; both end when the old key does (RFC
   * 9810 §4.4).
   */
  private List<LinkCertificate> links(IssuingKey fresh, IssuingKey before) {
    Instant until =
        List.of(fresh, before).stream()
            .map(issuing -> issuing.certificate().getNotAfter().toInstant())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    List<X509Certificate> signed =
        signing.sign(
            List.of(
                link(before, fresh, new Validity(begin(fresh), until)),
                link(fresh, before, new Validity(begin(before), until))));
    return List.of(
        new LinkCertificate(before.number(), fresh.number(), signed.getFirst()),
        new LinkCertificate(fresh.number(), before.number(), signed.getLast()));
  }

  private static Instant begin(IssuingKey issuing) {
    return issuing.certificate().getNotBefore().toInstant();
  }

  private Order link(IssuingKey signer, IssuingKey other, Validity validity) {
    return new Order(
        signer.number(),
        Purpose.ISSUER,
        AuthorityProfile.link(signer, other.certificate(), serials.next(clock.instant()), validity),
        signer.key(),
        signer.certificate().getPublicKey());
  }

  private void write(
      Handle handle, LinkCertificate link, IssuingKey fresh, IssuingKey before, Instant now) {
    Serial serial = Serial.of(link.certificate().getSerialNumber());
    CeremonyRecord.complete(handle, link.issuerNumber(), serial);
    RollOverTable.insert(handle, link);
    boolean byOld = link.issuerNumber() == before.number();
    record.append(
        handle,
        now,
        new CeremonyAct.LinkIssued(
            (byOld ? before : fresh).policy().issuer(),
            (byOld ? fresh : before).policy().issuer(),
            serial,
            Fingerprint.of(SignedCertificate.der(link.certificate()))));
  }

  private static StatusFeed.Change byOld(LinkCertificate link) {
    return StatusFeed.Change.ofAuthority(
        link.issuerNumber(),
        Serial.of(link.certificate().getSerialNumber()),
        link.certificate().getNotAfter().toInstant(),
        Optional.empty());
  }

  private IssuingKey issuing(IssuerTable.Row row) {
    return new IssuingKey(
        row.number(),
        AuthorityScript.ofJson(row.script()).authorityPolicy(),
        row.certificate(),
        caToken.key(row.keyLabel(), row.scheme()));
  }
}
