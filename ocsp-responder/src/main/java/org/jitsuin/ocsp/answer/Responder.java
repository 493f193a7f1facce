package org.jitsuin.ocsp.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jitsuin.base.Fault;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.signer.SignerSource;
import org.jitsuin.ocsp.status.StatusSource;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ResponseContent;
import org.jitsuin.ocsp.wire.ResponseEncoder;
import org.jitsuin.ocsp.wire.ResponseStatus;

/**
 * Answers requests. It never guesses: where the status is not known, is too old, or cannot be
 * signed, the answer is {@code tryLater} (RFC 6960 §2.3).
 *
 * <p>The answer to a question about one issued certificate without a nonce is stored, and given
 * again, to those who would be answered with the same algorithm, while the certificate's status is
 * the one it tells and enough of its validity is left.
 */
public final class Responder {
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Finder finder;

  /**
   * Answers for those who ask the same. None need be forgotten when a status changes: whoever takes
   * one out compares the status it tells with the one that is true now, so that there is no moment
   * at which a change and a look into the store could miss each other.
   */
  private final Recent<Question, StoredAnswer> store;

  private final AnswerPolicy policy;
  private final InstantSource clock;
  private final AtomicReference<Instant> lastComplaint = new AtomicReference<>(Instant.MIN);

  public Responder(
      SignerSource signers, StatusSource statuses, AnswerPolicy policy, InstantSource clock) {
    this.finder = new Finder(signers, statuses, policy);
    this.store = new Recent<>(policy.storedAnswers());
    this.policy = policy;
    this.clock = clock;
  }

  /** The answer to octets that are no request. */
  public static Answer malformedRequest() {
    return Answer.refusal(ResponseStatus.MALFORMED_REQUEST);
  }

  /** The answer where more is asked than can be answered now. */
  public static Answer tryLater() {
    return Answer.refusal(ResponseStatus.TRY_LATER);
  }

  /** The answer where something went wrong that must not. */
  public static Answer internalError() {
    return Answer.refusal(ResponseStatus.INTERNAL_ERROR);
  }

  /** The answer, if it can be given without signing; never waits for anything. */
  public Optional<Answer> answerWithoutSigning(OcspRequest request) {
    Instant now = clock.instant();
    return finder
        .findAtOnce(request, now)
        .flatMap(finding ->
            switch (finding) {
              case Finding.Refused(ResponseStatus status) -> Optional.of(Answer.refusal(status));
              case Finding.Statuses found -> stored(request, found, now);
            });
  }

  /** The answer; waits for a signature where one is needed. */
  public Answer answer(OcspRequest request) {
    Instant now = clock.instant();
    return switch (finder.find(request, now)) {
      case Finding.Refused(ResponseStatus status) -> Answer.refusal(status);
      case Finding.Statuses found ->
          stored(request, found, now).orElseGet(() -> signed(request, found, now));
    };
  }

  private Optional<Answer> stored(OcspRequest request, Finding.Statuses found, Instant now) {
    return storable(request, found)
        .flatMap(store::find)
        .filter(stored -> isStillRight(stored, found, now))
        .map(StoredAnswer::answer);
  }

  private boolean isStillRight(StoredAnswer stored, Finding.Statuses found, Instant now) {
    boolean tellsTheTruth = stored.status().equals(found.answers().getFirst().status());
    boolean isLongEnough = !stored.nextUpdate().isBefore(now.plus(policy.leastLeft()));
    boolean isTheLatest = !stored.thisUpdate().isBefore(thisUpdate(found, now));
    return tellsTheTruth && stored.nextUpdate().isAfter(now) && (isLongEnough || isTheLatest);
  }

  private static Optional<Question> storable(OcspRequest request, Finding.Statuses found) {
    boolean isStorable = request.certIds().size() == 1 && isForAll(request, found);
    return found
        .signer()
        .filter(_ -> isStorable)
        .map(signer -> new Question(request.certIds().getFirst(), signer.algorithm()));
  }

  private static boolean isForAll(OcspRequest request, Finding.Statuses found) {
    return request.nonce().isEmpty() && found.areOfIssuedCertificates();
  }

  private Answer signed(OcspRequest request, Finding.Statuses found, Instant now) {
    Optional<DelegatedSigner> signer = found.signer();
    if (signer.isEmpty()) {
      return notSigned("no valid signer for " + found.issuer().issuer(), now);
    }
    Instant thisUpdate = thisUpdate(found, now);
    Instant nextUpdate = nextUpdate(thisUpdate, signer.get());
    if (!nextUpdate.isAfter(now)) {
      return notSigned("what is known of " + found.issuer().issuer() + " is about to expire", now);
    }
    ResponseContent content =
        new ResponseContent(
            found.answers(),
            thisUpdate,
            nextUpdate,
            now,
            policy.archiveCutoff(now),
            request.nonce());
    try {
      byte[] encoded = ResponseEncoder.sign(content, signer.get().signer());
      return kept(request, found, content, encoded);
    } catch (Fault e) {
      return notSigned(e.getMessage(), now);
    }
  }

  private Answer kept(
      OcspRequest request, Finding.Statuses found, ResponseContent content, byte[] encoded) {
    if (!isForAll(request, found)) {
      return Answer.signedForOne(encoded);
    }
    Answer answer = Answer.signedForAll(encoded, content.thisUpdate(), content.nextUpdate());
    storable(request, found)
        .ifPresent(question ->
            store.keep(
                question,
                new StoredAnswer(
                    answer,
                    found.answers().getFirst().status(),
                    content.thisUpdate(),
                    content.nextUpdate())));
    return answer;
  }

  private Answer notSigned(String problem, Instant now) {
    Instant last = lastComplaint.get();
    if (now.isAfter(last.plus(QUIET)) && lastComplaint.compareAndSet(last, now)) {
      OcspLog.LOG.notSigned(problem);
    }
    return tryLater();
  }

  private static Instant thisUpdate(Finding.Statuses found, Instant now) {
    // After a step of the clock the status may be of a moment that is still to come.
    Instant known = found.asOf().isBefore(now) ? found.asOf() : now;
    return known.truncatedTo(ChronoUnit.SECONDS);
  }

  private Instant nextUpdate(Instant thisUpdate, DelegatedSigner signer) {
    Instant wanted = thisUpdate.plus(policy.validity());
    return wanted.isBefore(signer.notAfter()) ? wanted : signer.notAfter();
  }
}
