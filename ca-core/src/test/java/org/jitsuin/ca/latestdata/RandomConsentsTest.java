package org.jitsuin.ca.latestdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.consent.HolderSignature;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ConsentFixture;
import org.jitsuin.ca.testing.ConsentFixture.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

/**
 * Random lives of a holder who consents, moves, withdraws, loses certificates and gets new ones,
 * beside a model of what may be told.
 */
@Tag("stack")
class RandomConsentsTest {
  private static final int LIVES = 2;
  private static final int STEPS = 25;

  private final CaFixture ca = CaFixture.started();
  private final ConsentFixture fixture = new ConsentFixture(ca);
  private final List<StaffMember> parties = List.of(fixture.party(), fixture.party());
  private final List<Given> given = new ArrayList<>();
  private Person person = fixture.person();
  private boolean good = true;

  /** What the model knows of a consent. */
  private static final class Given {
    private final Consent consent;
    private final StaffMember party;
    private boolean withdrawn;

    private Given(Consent consent, StaffMember party) {
      this.consent = consent;
      this.party = party;
    }
  }

  @AfterEach
  void close() {
    ca.close();
  }

  @RepeatedTest(LIVES)
  void tell_inAnyLife_onlyWhatIsConsentedToNotWithdrawnAndWithAGoodCertificate() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      int act = random.nextInt(11);
      try {
        take(act, random);
        given.forEach(this::check);
      } catch (AssertionError | RuntimeException e) {
        // With what the same life is lived again.
        throw new AssertionError(
            String.format(Locale.ROOT, "seed %d, step %d, act %d", seed, step, act), e);
      }
    }
  }

  private void take(int act, Random random) {
    switch (act) {
      case 0, 1, 2 -> give(random);
      case 3, 4 -> withdraw(random);
      case 5 -> move();
      case 6 -> revoke();
      case 7, 8 -> issue();
      case 9 -> suspend();
      default -> ca.clock().advance(Duration.ofDays(random.nextInt(3)));
    }
  }

  private void give(Random random) {
    StaffMember party = parties.get(random.nextInt(parties.size()));
    Set<ConsentAttribute> attributes = EnumSet.noneOf(ConsentAttribute.class);
    while (attributes.isEmpty()) {
      for (ConsentAttribute one : ConsentAttribute.values()) {
        if (random.nextBoolean()) {
          attributes.add(one);
        }
      }
    }
    Instant now = fixture.second();
    ConsentText text =
        new ConsentText(
            UUID.randomUUID().toString(),
            party.person(),
            "x",
            attributes,
            now,
            JapanTime.date(now).plusDays(random.nextInt(4)));
    Outcome<?> recorded = fixture.record(party, person.signature().over(text.octets()));
    assertThat(recorded instanceof Outcome.Done<?>).isEqualTo(good);
    if (good) {
      given.add(new Given(Consent.recorded(text, person.card().registerId(), now), party));
    }
  }

  private void withdraw(Random random) {
    if (given.isEmpty()) {
      return;
    }
    Given one = given.get(random.nextInt(given.size()));
    StaffMember bearer = parties.get(random.nextInt(parties.size()));
    boolean byLogin = random.nextBoolean();
    HolderSignature signer = byLogin ? person.identification() : person.signature();
    boolean expected = (byLogin || good) && !one.withdrawn && !isOver(one);
    assertThat(fixture.withdraw(bearer, signer, one.consent.id()) instanceof Outcome.Done<?>)
        .isEqualTo(expected);
    one.withdrawn |= expected;
  }

  private boolean isOver(Given one) {
    return JapanTime.date(ca.clock().instant()).isAfter(one.consent.until());
  }

  private void move() {
    // Who lives there already does not move: then it is refused, and nothing revoked.
    Outcome<?> _ = ca.record(CaFixture.move("e-" + UUID.randomUUID(), person.card().registerId()));
    good = good && isGood();
  }

  private void revoke() {
    if (good) {
      fixture.revoke(person, RevocationCause.HOLDER_REQUEST);
      good = false;
    }
  }

  /** While the card is suspended nothing is told, and no certificate on it signs. */
  private void suspend() {
    StaffMember clerk = ca.clerk();
    String card = person.card().id();
    done(ca.perform(clerk, person.card(), new Command.Suspend(card, clerk.person())));
    for (Given one : given) {
      assertThat(tell(one)).isInstanceOf(Outcome.Refused.class);
      assertThat(fixture.withdraw(one.party, person.identification(), one.consent.id()))
          .isInstanceOf(Outcome.Refused.class);
    }
    done(ca.perform(clerk, person.card(), new Command.Lift(card, CaFixture.CHECK)));
  }

  private boolean isGood() {
    return ca.count(
            "SELECT COUNT(*) FROM status.revocation WHERE serial = ?",
            person.held().get(Authority.SIGNATURE).certificate().serial().octets())
        == 0;
  }

  private void issue() {
    if (!good) {
      var held = new EnumMap<>(person.held());
      held.putAll(fixture.issued(person.card(), Authority.SIGNATURE).held());
      person = new Person(person.card(), held);
      good = true;
    }
  }

  private Outcome<LatestData.Told> tell(Given one) {
    return fixture.useCases().latestData().tell(one.party, one.consent.id());
  }

  private void check(Given one) {
    Outcome<LatestData.Told> outcome = tell(one);
    boolean expected = good && !one.withdrawn && !isOver(one);
    assertThat(outcome instanceof Outcome.Done<?>).isEqualTo(expected);
    if (outcome instanceof Outcome.Done<LatestData.Told>(LatestData.Told told)) {
      Set<String> allowed =
          one.consent.attributes().stream()
              .map(ConsentAttribute::id)
              .collect(Collectors.toCollection(HashSet::new));
      Set<String> items =
          told.data().keySet().stream()
              .map(name -> name.replace("Substitutes", ""))
              .collect(Collectors.toSet());
      assertThat(items).isEqualTo(allowed);
    }
  }
}
