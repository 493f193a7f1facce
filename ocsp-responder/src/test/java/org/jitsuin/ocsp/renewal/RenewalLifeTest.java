package org.jitsuin.ocsp.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.renewal.RenewalFacts.IssuerFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestState;
import org.jitsuin.ocsp.renewal.RenewalFacts.SignerFact;

/**
 * Half a year of a responder that dies at any moment and of an authority that is away for days:
 * there is always a signer, no key is certified twice, and the token does not fill up.
 */
class RenewalLifeTest {
  private static final Instant START = Instant.parse("2025-10-27T00:00:00Z");
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final int DAYS = 180;
  private static final List<IssuerFact> ISSUERS =
      List.of(issuer(1, Authority.SIGNATURE), issuer(2, Authority.USER_IDENTIFICATION));

  private final Set<String> token = new HashSet<>();
  private final List<SignerFact> signers = new ArrayList<>();
  private final List<RequestFact> requests = new ArrayList<>();
  private int serial = 1;

  private static IssuerFact issuer(int number, Authority authority) {
    return new IssuerFact(
        number,
        new Issuer(authority, 1),
        START.minus(Duration.ofDays(1)),
        START.plus(Duration.ofDays(3_650)),
        Optional.of(SCHEME),
        false);
  }

  @Property(tries = 20)
  void life_ofAnyAccidents_neverLacksASigner(@ForAll long seed) {
    Random random = new Random(seed);
    token.clear();
    signers.clear();
    requests.clear();
    for (IssuerFact issuer : ISSUERS) {
      token.add("ocsp-" + issuer.issuer());
      certify(issuer.number(), "ocsp-" + issuer.issuer(), START);
    }
    Instant authorityIsBack = START;
    for (Instant now = START;
        now.isBefore(START.plus(Duration.ofDays(DAYS)));
        now = now.plus(Duration.ofMinutes(30 + random.nextInt(600)))) {
      respond(now, random);
      if (!now.isBefore(authorityIsBack)) {
        answer(now);
        if (random.nextInt(60) == 0) {
          // It is back once before it goes again: longer than the last week of a signer it may
          // not be away.
          authorityIsBack = now.plus(Duration.ofHours(random.nextInt(96)));
        }
      }
      look(now);
    }
    assertThat(signers).extracting(SignerFact::keyLabel).doesNotHaveDuplicates();
    assertThat(signers).hasSizeBetween(2 * (DAYS / 14), 2 * (DAYS / 7 + 2));
  }

  private void respond(Instant now, Random random) {
    RenewalFacts facts =
        new RenewalFacts("node-1", Optional.of(1), false, ISSUERS, signers, requests);
    for (RenewalTask task : new RenewalPlan(facts, token, now).tasks()) {
      switch (task) {
        case RenewalTask.Ask ask -> {
          if (ask.make()) {
            assertThat(token.add(ask.label())).isTrue();
          }
          if (random.nextInt(3) == 0) {
            return;
          }
          requests.addFirst(
              new RequestFact(
                  ask.issuer().number(),
                  ask.label(),
                  ask.endorser().map(SignerFact::serial),
                  RequestState.OPEN,
                  Optional.empty(),
                  Optional.empty()));
        }
        case RenewalTask.Destroy(String label) -> assertThat(token.remove(label)).isTrue();
      }
    }
  }

  /** Certifies what the newest key of the responder vouches for. */
  private void answer(Instant now) {
    for (RequestFact request : List.copyOf(requests)) {
      if (request.isOpen()) {
        SignerFact endorser =
            signers.stream()
                .filter(signer -> request.endorser().equals(Optional.of(signer.serial())))
                .findFirst()
                .orElseThrow();
        assertThat(signers)
            .noneMatch(other ->
                other.issuerNumber() == endorser.issuerNumber()
                    && other.notBefore().isAfter(endorser.notBefore()));
        certify(request.issuerNumber(), request.keyLabel(), now);
        requests.set(
            requests.indexOf(request),
            new RequestFact(
                request.issuerNumber(),
                request.keyLabel(),
                request.endorser(),
                RequestState.CERTIFIED,
                Optional.empty(),
                Optional.of(now)));
      }
    }
  }

  private void certify(int issuer, String label, Instant now) {
    signers.add(
        new SignerFact(
            issuer,
            Serial.of(BigInteger.valueOf(0x10000L + serial++)),
            label,
            SCHEME,
            Optional.of("node-1"),
            1,
            now.minus(Duration.ofHours(1)),
            now.plus(Duration.ofDays(14)),
            false));
  }

  private void look(Instant now) {
    for (IssuerFact issuer : ISSUERS) {
      assertThat(signers)
          .as("%s at %s", issuer.issuer(), now)
          .anyMatch(signer ->
              signer.issuerNumber() == issuer.number()
                  && signer.isValidAt(now)
                  && token.contains(signer.keyLabel()));
    }
    assertThat(token).hasSizeLessThanOrEqualTo(2 * ISSUERS.size());
  }
}
