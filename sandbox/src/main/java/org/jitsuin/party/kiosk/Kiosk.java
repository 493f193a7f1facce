package org.jitsuin.party.kiosk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.card.SignedContent;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.keep.Secret;
import org.jitsuin.sandbox.keep.Shelf;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;

/**
 * A kiosk of a convenience store. Whoever stands in front of it is known by what the card signed
 * after its PIN; whether the certificate is good is asked when the card comes <em>and</em> when it
 * is printed; and what comes back from the municipality is compared with what was asked. In 2023
 * kiosks printed one person's record for another: the answers of two requests had one name. Here
 * nothing is found by anything but the number of its own question.
 */
public final class Kiosk {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int MOST = 200;

  private final String address;
  private final Authority authority;
  private final Records records;
  private final Shelf<Visit> visits = new Shelf<>(LIFETIME, MOST);

  /**
   * Somebody in front of a kiosk.
   *
   * @param challenge what the card signs: never the same, and for this kiosk alone
   * @param known who it is, when the card has signed
   */
  private record Visit(String challenge, Optional<Known> known) {}

  /**
   * Who it is.
   *
   * @param number shown where the card is, and typed at the kiosk: so that whoever stands there is
   *     who has the card
   */
  private record Known(X509Certificate certificate, String person, String number) {}

  /**
   * Puts one up.
   *
   * @param address what the card's signature names
   */
  public Kiosk(String address, Authority authority, Records records) {
    this.address = address;
    this.authority = authority;
    this.records = records;
  }

  /**
   * Begins with somebody.
   *
   * @return the number of the visit, which is nobody else's
   */
  public String begin(Instant now) {
    String challenge =
        """
        Log in with a card
        provider: %s
        for: one copy of my own resident record
        until: %s
        once: %s
        """
            .formatted(address, now.plus(LIFETIME), Secret.fresh());
    return visits.put(new Visit(challenge, Optional.empty()), now);
  }

  /** Returns what the card signs. */
  public String challenge(String visit, Instant now) {
    return find(visit, now).challenge();
  }

  private Visit find(String visit, Instant now) {
    return visits.find(visit, now).orElseThrow(Refused::notFound);
  }

  /**
   * Takes what the card signed, once.
   *
   * @return the number that is typed at the kiosk
   * @throws Refused if it is not right, or the certificate not good
   */
  public String identify(String visit, byte[] signature, Instant now) {
    byte[] challenge = find(visit, now).challenge().getBytes(StandardCharsets.UTF_8);
    X509Certificate certificate = SignedContent.signer(signature, challenge);
    requireGood(certificate, now);
    Known known = new Known(certificate, person(certificate), Secret.digits());
    return visits
        .change(
            visit,
            now,
            before ->
                before.known().isPresent()
                    ? before
                    : new Visit(before.challenge(), Optional.of(known)))
        .flatMap(Visit::known)
        .filter(
            kept -> kept.number().equals(known.number()) && kept.certificate().equals(certificate))
        .map(Known::number)
        .orElseThrow(Refused::notFound);
  }

  private String person(X509Certificate certificate) {
    try {
      return authority.lineage(certificate).root().serial().toString(16);
    } catch (IOException e) {
      throw unreachable();
    }
  }

  private void requireGood(X509Certificate certificate, Instant now) {
    Verdict verdict = authority.verify(certificate, CertificateKind.USER_IDENTIFICATION, now);
    if (!verdict.isValid()) {
      throw new Refused(422, verdict.code(), verdict.words());
    }
  }

  /**
   * Prints: once for a visit, and nothing where anything does not fit.
   *
   * @param number what {@link #identify} returned; a wrong one ends the visit
   * @return PDF
   * @throws Refused if nobody was identified, the certificate is not good any more, or the answer
   *     is another's
   */
  public byte[] print(String visit, String number, Instant now) {
    if (find(visit, now).known().isEmpty()) {
      throw nobody();
    }
    Known known = visits.take(visit, now).flatMap(Visit::known).orElseThrow(Kiosk::nobody);
    if (!Secret.same(known.number(), number)) {
      throw nobody();
    }
    requireGood(known.certificate(), now);
    String question = Secret.fresh();
    Records.Copy copy;
    try {
      copy = records.copy(question, known.person());
    } catch (IOException e) {
      throw unreachable();
    }
    if (!copy.question().equals(question) || !copy.person().equals(known.person())) {
      throw new Refused(
          502,
          "other-record",
          "照会と異なる記録が届いたため、印刷しませんでした。係員にお知らせください。",
          "The record that came is not the one that was asked for; nothing was printed.");
    }
    return RecordPdf.of(copy);
  }

  private static Refused nobody() {
    return new Refused(
        422, "not-identified", "カードで本人確認をしてください。", "Nobody was identified by a card.");
  }

  private static Refused unreachable() {
    return new Refused(
        503, "no-answer", "確認できませんでした。時間をおいて試してください。", "There is no answer; try again later.");
  }
}
