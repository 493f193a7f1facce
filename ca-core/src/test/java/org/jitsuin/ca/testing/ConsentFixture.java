package org.jitsuin.ca.testing;

import static org.jitsuin.ca.testing.CaFixture.done;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.boot.ConsentUseCases;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.consent.HolderSignature;
import org.jitsuin.ca.consent.WithdrawalText;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.RelyingPartyTable;

/**
 * Holders who consent to what relying parties ask for.
 *
 * @param ca the authority
 */
public record ConsentFixture(CaFixture ca) {
  /** A certificate on a card with its key. */
  public record Held(CardCertificate certificate, HolderSignature signature) {}

  /** A holder with both certificates. */
  public record Person(Card card, Map<Authority, Held> held) {
    public Person {
      held = new EnumMap<>(held);
    }

    public HolderSignature signature() {
      return held.get(Authority.SIGNATURE).signature();
    }

    public HolderSignature identification() {
      return held.get(Authority.USER_IDENTIFICATION).signature();
    }
  }

  public ConsentUseCases useCases() {
    return ca.service().consents();
  }

  /** A relying party that is registered for signature certificates. */
  public StaffMember party() {
    StaffMember party = stranger();
    ca.transactions()
        .run(handle ->
            RelyingPartyTable.insert(handle, party.person(), Set.of(Authority.SIGNATURE)));
    return party;
  }

  /** Somebody with the role of a relying party who is registered for nothing. */
  public static StaffMember stranger() {
    String name = "party-" + UUID.randomUUID();
    return new StaffMember(
        name,
        name,
        Role.RELYING_PARTY,
        Optional.empty(),
        Optional.empty(),
        Serial.of(BigInteger.TWO));
  }

  public Person person() {
    return issued(ca.card(), Authority.values());
  }

  /** New certificates for a card that has none of these kinds. */
  public Person issued(Card card, Authority... kinds) {
    Map<Authority, CardKey> keys = new EnumMap<>(Authority.class);
    Map<Authority, String> requests = new EnumMap<>(Authority.class);
    for (Authority kind : kinds) {
      keys.put(kind, CardKey.p384());
      requests.put(kind, keys.get(kind).pem());
    }
    Map<Authority, Held> held = new EnumMap<>(Authority.class);
    for (FiledCertificate filed : done(ca.issue(ca.clerk(), card, requests)).certificates()) {
      Authority kind = filed.certificate().kind();
      held.put(
          kind,
          new Held(filed.certificate(), new HolderSignature(keys.get(kind).key(), filed.der())));
    }
    return new Person(card, held);
  }

  /** Revokes the signature certificate at an office. */
  public void revoke(Person person, RevocationCause cause) {
    done(
        ca.revoke(
            ca.clerk(),
            person.held().get(Authority.SIGNATURE).certificate(),
            cause,
            Optional.empty()));
  }

  /** The present to the second, as texts have it. */
  public Instant second() {
    return ca.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** A consent for a year. */
  public ConsentText text(StaffMember party, ConsentAttribute... attributes) {
    Instant given = second();
    String id = UUID.randomUUID().toString();
    return new ConsentText(
        id,
        party.person(),
        "口座の情報を最新に保つため（" + id.substring(0, 8) + "）",
        Set.of(attributes),
        given,
        JapanTime.date(given).plusYears(1));
  }

  /** A consent that is recorded. */
  public Consent given(Person person, StaffMember party, ConsentAttribute... attributes) {
    return done(record(party, person.signature().over(text(party, attributes).octets()))).result();
  }

  public Outcome<Answered<Consent>> record(StaffMember party, Bytes signed) {
    return useCases().consents().record(party, CaFixture.request(party), signed);
  }

  /** The withdrawal of a consent as a certificate signs it. */
  public Bytes withdrawal(HolderSignature signer, String consent) {
    return signer.over(new WithdrawalText(consent, second()).octets());
  }

  public Outcome<Answered<Consent>> withdraw(
      StaffMember bearer, HolderSignature signer, String consent) {
    return useCases()
        .withdraw()
        .bySignature(bearer, CaFixture.request(bearer), consent, withdrawal(signer, consent));
  }
}
