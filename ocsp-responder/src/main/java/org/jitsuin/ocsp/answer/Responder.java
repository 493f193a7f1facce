package org.jitsuin.ocsp.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jitsuin.base.Fault;
import org.jitsuin.base.time.Interval;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.access.AccessRequest;
import org.jitsuin.ocsp.access.Audience;
import org.jitsuin.ocsp.answer.Finder.Look;
import org.jitsuin.ocsp.answer.RepeatedQuestion.Given;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.signer.SignerDirectory;
import org.jitsuin.ocsp.signer.SignerSource;
import org.jitsuin.ocsp.status.CertificateStatus;
import org.jitsuin.ocsp.status.StatusSource;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ResponseData;
import org.jitsuin.ocsp.wire.ResponseEncoder;
import org.jitsuin.ocsp.wire.ResponseSigner;
import org.jitsuin.ocsp.wire.ResponseStatus;
import org.jitsuin.ocsp.wire.TbsResponse;

/**
 * The responder, which answers requests. It never guesses: where the status is not known, is too
 * old, or cannot be signed, the answer is {@code tryLater} (RFC 6960 §2.3).
 *
 * <p>The answer to a question about one issued certificate without a nonce is stored, and given
 * again, to those who would be answered with the same algorithm, while the certificate's status is
 * the one it tells and enough of its validity is left.
 */
public final class Responder {
  /** How long nothing more is logged of what cannot be signed: it may be said of each request. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /**
   * How long is waited for a certificate that is not there: until it is known that it was never
   * issued, which the authority's next heartbeat tells, a second later.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SignerSource signers;
  private final Finder finder;
  private final StatusSource statuses;

  /**
   * Answers for those who ask the same. None need be forgotten when a status changes: whoever takes
   * one out compares the status it tells with the one that is true now, so that there is no moment
   * at which a change and a look into the store could miss each other.
   */
  private final Recent<Question, StoredAnswer> store;

  private final AnswerPolicy policy;
  private final InstantSource clock;
  private final AtomicReference<Interval> quiet = new AtomicReference<>(Interval.EMPTY);

  public Responder(
      SignerSource signers, StatusSource statuses, AnswerPolicy policy, InstantSource clock) {
    this.signers = signers;
    this.finder = new Finder(signers, statuses, policy);
    this.statuses = statuses;
    this.store = new Recent<>(policy.storedAnswers());
    this.policy = policy;
    this.clock = clock;
  }

  /** Returns the greatest number of answers that are stored. */
  public int storedAnswers() {
    return policy.storedAnswers();
  }

  /** The answer, if it can be given without waiting for anything. */
  public Optional<Answer> answerAtOnce(AccessRequest inquiry) {
    Instant now = clock.instant();
    Look look = finder.look(inquiry, now);
    return look.mayBeTooEarly() ? Optional.empty() : unsigned(inquiry, look.finding(), now);
  }

  /** Answers a question that is expected again; otherwise as {@link #answerAtOnce(Inquiry)}. */
  public Optional<Answer> answerAtOnce(RepeatedQuestion question, Audience audience) {
    Instant now = clock.instant();
    Optional<SignerDirectory> directory = signers.directory();
    Optional<Given> last = question.last();
    if (last.isPresent()
        && last.get().isChosenAgain(directory, audience, now)
        && isStillRight(last.get(), now)) {
      return Optional.of(last.get().stored().answer());
    }
    Look look = finder.look(new AccessRequest(question.request(), audience), now);
    if (look.mayBeTooEarly()) {
      return Optional.empty();
    }
    return switch (look.finding()) {
      case Decision.Refused(ResponseStatus status) -> Optional.of(Answer.refusal(status));
      case Decision.Statuses found -> {
        Optional<StoredAnswer> stored = storedAnswer(question.request(), found, now);
        stored.ifPresent(answer -> directory.ifPresent(from -> question.give(found, answer, from)));
        yield stored.map(StoredAnswer::answer);
      }
    };
  }

  private boolean isStillRight(Given given, Instant now) {
    List<Integer> issuers = given.directory().underNameOf(given.issuer());
    Instant cutoff = policy.cutoff(now);
    return statuses
        .read(lookup ->
            !lookup.asOf().plus(policy.freshnessLimit()).isBefore(now)
                && isStillRight(
                    given.stored(),
                    Finder.status(issuers, given.serial(), lookup, cutoff),
                    lookup.asOf(),
                    now))
        .orElse(false);
  }

  /** Returns what an answer that cannot be given at once would be signed for. */
  public Demand demand(AccessRequest inquiry) {
    return switch (finder.look(inquiry, clock.instant()).finding()) {
      case Decision.Refused _ -> Demand.NOT_KNOWN;
      case Decision.Statuses found when !found.areOfIssuedCertificates() -> Demand.NOT_KNOWN;
      case Decision.Statuses found ->
          storable(inquiry.request(), found).isPresent() ? Demand.FOR_ALL : Demand.FOR_ONE;
    };
  }

  /**
   * The answer, which may have to be signed. No thread waits for it: not for the token, and where a
   * certificate may have been issued that is not known yet, not for the authority's next heartbeat
   * either. Where none comes in time, nothing is said of it.
   *
   * @param executor goes on when more is known; must not run things in the thread that gives them
   *     to it
   * @return completed by the thread that signed, the executor or the caller
   */
  public CompletableFuture<Answer> answerLater(AccessRequest inquiry, Executor executor) {
    return answerLater(inquiry, clock.instant(), System.nanoTime() + PATIENCE.toNanos(), executor);
  }

  private CompletableFuture<Answer> answerLater(
      AccessRequest inquiry, Instant asked, long deadline, Executor executor) {
    // Before looking, so that no change comes between that and the next one.
    CompletableFuture<Void> next = statuses.nextLook();
    Look look = finder.look(inquiry, asked);
    if (look.mayBeTooEarly()) {
      long left = deadline - System.nanoTime();
      return left <= 0
          ? CompletableFuture.completedFuture(Answer.refusal(ResponseStatus.TRY_LATER))
          : next.copy()
              .completeOnTimeout(null, left, TimeUnit.NANOSECONDS)
              .thenComposeAsync(_ -> answerLater(inquiry, asked, deadline, executor), executor);
    }
    Instant now = clock.instant();
    return unsigned(inquiry, look.finding(), now)
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> signed(inquiry.request(), (Decision.Statuses) look.finding(), now));
  }

  private Optional<Answer> unsigned(AccessRequest inquiry, Decision finding, Instant now) {
    return switch (finding) {
      case Decision.Refused(ResponseStatus status) -> Optional.of(Answer.refusal(status));
      case Decision.Statuses found -> stored(inquiry.request(), found, now);
    };
  }

  private Optional<Answer> stored(OcspRequest request, Decision.Statuses found, Instant now) {
    return storedAnswer(request, found, now).map(StoredAnswer::answer);
  }

  private Optional<StoredAnswer> storedAnswer(
      OcspRequest request, Decision.Statuses found, Instant now) {
    return storable(request, found)
        .flatMap(store::find)
        .filter(this::isOfASigner)
        .filter(
            stored -> isStillRight(stored, found.answers().getFirst().status(), found.asOf(), now));
  }

  /**
   * Returns whether the signer is still one: what was signed by a key that was taken back is given
   * to nobody.
   */
  private boolean isOfASigner(StoredAnswer stored) {
    return signers.directory().filter(now -> now.isAppointed(stored.signer())).isPresent();
  }

  private boolean isStillRight(
      StoredAnswer stored, CertificateStatus status, Instant asOf, Instant now) {
    boolean tellsTheTruth = stored.status().equals(status);
    boolean isLongEnough = !stored.nextUpdate().isBefore(now.plus(policy.leastLeft()));
    boolean isTheLatest = !stored.thisUpdate().isBefore(known(asOf, now));
    return tellsTheTruth && stored.nextUpdate().isAfter(now) && (isLongEnough || isTheLatest);
  }

  private static Optional<Question> storable(OcspRequest request, Decision.Statuses found) {
    boolean isStorable = request.certIds().size() == 1 && isForAll(request, found);
    return found
        .signer()
        .filter(_ -> isStorable)
        .map(signer -> new Question(request.certIds().getFirst(), signer.algorithm()));
  }

  private static boolean isForAll(OcspRequest request, Decision.Statuses found) {
    return request.nonce().isEmpty() && found.areOfIssuedCertificates();
  }

  private CompletableFuture<Answer> signed(
      OcspRequest request, Decision.Statuses found, Instant now) {
    Optional<DelegatedSigner> signer = found.signer();
    if (signer.isEmpty()) {
      return notSigned("no valid signer for " + found.issuer().issuer(), now);
    }
    Instant thisUpdate = thisUpdate(found, now);
    Instant nextUpdate = nextUpdate(thisUpdate, signer.get());
    if (!nextUpdate.isAfter(now)) {
      return notSigned("what is known of " + found.issuer().issuer() + " is about to expire", now);
    }
    ResponseData content =
        new ResponseData(
            found.answers(),
            thisUpdate,
            nextUpdate,
            now,
            policy.archiveCutoff(now),
            request.nonce());
    ResponseSigner key = signer.get().signer();
    TbsResponse response = ResponseEncoder.encode(content, key);
    return response
        .signing()
        .signLater()
        .thenApply(signature -> kept(request, found, content, response.signedWith(signature)))
        .exceptionallyCompose(failure -> notSigned(failure, now));
  }

  private Answer kept(
      OcspRequest request, Decision.Statuses found, ResponseData content, byte[] encoded) {
    if (!isForAll(request, found)) {
      return Answer.signedForOne(encoded, AnswerSummary.of(found));
    }
    Answer answer =
        Answer.signedForAll(
            encoded, AnswerSummary.of(found), content.thisUpdate(), content.nextUpdate());
    storable(request, found)
        .ifPresent(question ->
            store.keep(
                question,
                new StoredAnswer(
                    answer,
                    found.signer().orElseThrow(),
                    found.answers().getFirst().status(),
                    content.thisUpdate(),
                    content.nextUpdate())));
    return answer;
  }

  private CompletableFuture<Answer> notSigned(Throwable failure, Instant now) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    return cause instanceof Fault fault
        ? notSigned(fault.getMessage(), now)
        : CompletableFuture.failedFuture(cause);
  }

  private CompletableFuture<Answer> notSigned(String problem, Instant now) {
    Interval last = quiet.get();
    if (!last.contains(now) && quiet.compareAndSet(last, new Interval(now, QUIET))) {
      OcspLog.LOG.notSigned(problem);
    }
    return CompletableFuture.completedFuture(Answer.refusal(ResponseStatus.TRY_LATER));
  }

  /**
   * Returns the time at which what is said was known to be right. A revocation may be read that was
   * made while the feed was being read: it is known since it was made, unless that is still to come
   * by this clock.
   */
  private static Instant thisUpdate(Decision.Statuses found, Instant now) {
    Instant known = known(found.asOf(), now);
    return found.answers().size() == 1
            && found.answers().getFirst().status() instanceof CertificateStatus.Revoked(var made)
            && made.at().isAfter(known)
            && !made.at().isAfter(now)
        ? made.at().truncatedTo(ChronoUnit.SECONDS)
        : known;
  }

  private static Instant known(Instant asOf, Instant now) {
    // After a step of the clock the status may be of a moment that is still to come.
    Instant known = asOf.isBefore(now) ? asOf : now;
    return known.truncatedTo(ChronoUnit.SECONDS);
  }

  private Instant nextUpdate(Instant thisUpdate, DelegatedSigner signer) {
    Instant wanted = thisUpdate.plus(policy.validity());
    return wanted.isBefore(signer.notAfter()) ? wanted : signer.notAfter();
  }
}
