package org.jitsuin.ocsp.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.base.model.SignerRequestAnswer;
import org.jitsuin.ocsp.renewal.RenewalFacts.IssuerFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.SignerFact;

/**
 * Decides what is to be done with the keys of a responder: a new one for each key generation when
 * half of the validity of the last is over, or when there is none; an old one is destroyed when a
 * newer one has answered for a day. A key that an interruption left without a certificate is taken
 * the next time.
 *
 * @param labels of the keys that the token holds
 */
record RenewalPlan(RenewalFacts facts, Set<String> labels, Instant now) {
  /** How long a newer key has answered when an older one is destroyed. */
  private static final Duration GRACE = Duration.ofDays(1);

  /** The pause after a refusal. */
  private static final Duration REST = Duration.ofMinutes(10);

  private static final Comparator<SignerFact> BY_AGE =
      Comparator.comparing(SignerFact::notBefore).thenComparing(SignerFact::serial);

  private static final int HALF = 2;
  private static final int QUARTER = 4;

  RenewalPlan {
    labels = Set.copyOf(labels);
  }

  List<RenewalTask> tasks() {
    List<RenewalTask> tasks = new ArrayList<>();
    // Operators have to admit one key only: by its certificate it vouches for the others.
    boolean awaited = facts.requests().stream().anyMatch(RenewalPlan::awaitsOperators);
    for (IssuerFact issuer : facts.issuers()) {
      Optional<RenewalTask.Ask> ask = ask(issuer);
      boolean alone = ask.filter(one -> one.endorser().isEmpty()).isPresent();
      if (ask.isPresent() && !(alone && awaited)) {
        tasks.add(ask.get());
        awaited |= alone;
      }
    }
    labels.stream()
        .filter(this::isOfNoUse)
        .sorted()
        .map(RenewalTask.Destroy::new)
        .forEach(tasks::add);
    return tasks;
  }

  private static boolean awaitsOperators(RequestFact request) {
    return request.isOpen() && request.endorser().isEmpty();
  }

  private Optional<RenewalTask.Ask> ask(IssuerFact issuer) {
    Optional<RequestFact> last = facts.last(issuer.number());
    boolean rests =
        last.filter(request -> request.isOpen() || (request.isRefused() && isWithin(request, REST)))
            .isPresent();
    if (rests || issuer.scheme().isEmpty() || !issuer.isInForce(now) || !isDue(issuer)) {
      return Optional.empty();
    }
    KeyLabels names = new KeyLabels(facts.responder());
    Optional<String> spare =
        labels.stream()
            .filter(label -> isSpare(issuer, names, label))
            .max(Comparator.comparingLong(label -> names.number(issuer.issuer(), label).orElse(0)));
    return Optional.of(
        new RenewalTask.Ask(
            issuer,
            spare.orElseGet(() -> names.label(issuer.issuer(), next(issuer, names))),
            issuer.scheme().get(),
            spare.isEmpty(),
            endorser(issuer)));
  }

  private boolean isWithin(RequestFact request, Duration pause) {
    return request.decidedAt().filter(at -> at.plus(pause).isAfter(now)).isPresent();
  }

  /**
   * Returns whether a signer is needed. Who has none of its own answers with those of others whose
   * keys its token holds, and asks only when these are not renewed in time.
   */
  private boolean isDue(IssuerFact issuer) {
    List<SignerFact> usable =
        facts.signers().stream()
            .filter(signer -> signer.issuerNumber() == issuer.number())
            .filter(signer -> signer.isValidAt(now) && labels.contains(signer.keyLabel()))
            .toList();
    List<SignerFact> own = usable.stream().filter(facts::isOwn).toList();
    return (own.isEmpty() ? usable : own)
        .stream()
            .max(Comparator.comparing(SignerFact::notAfter))
            .map(newest -> isOver(newest, issuer))
            .orElse(true);
  }

  private boolean isOver(SignerFact signer, IssuerFact issuer) {
    boolean mine = facts.isOwn(signer) || signer.holder().isEmpty();
    Duration left =
        Duration.between(signer.notBefore(), signer.notAfter()).dividedBy(mine ? HALF : QUARTER);
    return now.plus(left).isAfter(signer.notAfter())
        && signer.notAfter().isBefore(issuer.notAfter());
  }

  /** Returns whether a key waits for its first certificate. */
  private boolean isSpare(IssuerFact issuer, KeyLabels names, String label) {
    return names.number(issuer.issuer(), label).isPresent()
        && facts.signers().stream().noneMatch(signer -> signer.keyLabel().equals(label))
        && !isRefused(label);
  }

  /** Returns whether the authority will not certify a key, whoever vouches for it. */
  private boolean isRefused(String label) {
    return facts.requests().stream()
        .filter(request -> request.keyLabel().equals(label) && request.isRefused())
        .anyMatch(
            request -> request.answer().filter(SignerRequestAnswer::isAboutTheKey).isPresent());
  }

  private long next(IssuerFact issuer, KeyLabels names) {
    Stream<String> known =
        Stream.concat(
            facts.signers().stream().map(SignerFact::keyLabel),
            facts.requests().stream().map(RequestFact::keyLabel));
    return Stream.concat(labels.stream(), known)
            .mapToLong(label -> names.number(issuer.issuer(), label).orElse(0))
            .max()
            .orElse(0)
        + 1;
  }

  /**
   * Returns the signer whose key vouches for a new one: the newest of this responder for a key
   * generation, best the same; that of an older release where no responder is known yet.
   */
  private Optional<SignerFact> endorser(IssuerFact issuer) {
    return facts.signers().stream()
        .filter(this::mayEndorse)
        .filter(signer -> !signer.revoked() && labels.contains(signer.keyLabel()))
        .filter(this::isNewest)
        .filter(signer -> !wasRefused(signer))
        .max(
            Comparator.<SignerFact, Boolean>comparing(
                    signer -> signer.issuerNumber() == issuer.number())
                .thenComparing(BY_AGE));
  }

  private boolean mayEndorse(SignerFact signer) {
    return facts
        .admission()
        .map(admission ->
            !facts.withdrawn() && facts.isOwn(signer) && signer.admission() == admission)
        .orElseGet(() -> signer.holder().isEmpty());
  }

  /** Of an older release each key has certificates of its own; otherwise each responder has. */
  private boolean isNewest(SignerFact signer) {
    return facts.signers().stream()
        .filter(other -> other.issuerNumber() == signer.issuerNumber())
        .filter(other -> other.holder().equals(signer.holder()))
        .filter(other -> signer.holder().isPresent() || other.keyLabel().equals(signer.keyLabel()))
        .noneMatch(other -> BY_AGE.compare(other, signer) > 0);
  }

  /** The authority knows why: somebody else may hold the key as well. */
  private boolean wasRefused(SignerFact signer) {
    return facts.requests().stream()
        .filter(RequestFact::isRefused)
        .filter(request ->
            request
                .answer()
                .filter(answer ->
                    answer == SignerRequestAnswer.NOT_ENDORSED
                        || answer == SignerRequestAnswer.WITHDRAWN)
                .isPresent())
        .anyMatch(request -> request.endorser().equals(Optional.of(signer.serial())));
  }

  private boolean isOfNoUse(String label) {
    List<SignerFact> certified =
        facts.signers().stream().filter(signer -> signer.keyLabel().equals(label)).toList();
    if (certified.isEmpty()) {
      return isRefused(label)
          && facts.issuers().stream()
              .anyMatch(issuer ->
                  new KeyLabels(facts.responder()).number(issuer.issuer(), label).isPresent());
    }
    boolean mine = certified.stream().allMatch(one -> one.holder().isEmpty() || facts.isOwn(one));
    return mine && (isFollowed(certified) || isOver(certified));
  }

  /** Returns whether a newer key of this responder has answered for long enough. */
  private boolean isFollowed(List<SignerFact> certified) {
    SignerFact last = certified.stream().max(BY_AGE).orElseThrow();
    return facts.signers().stream()
        .filter(facts::isOwn)
        .filter(signer -> signer.issuerNumber() == last.issuerNumber())
        .filter(signer -> !signer.keyLabel().equals(last.keyLabel()))
        .filter(signer -> signer.isValidAt(now) && labels.contains(signer.keyLabel()))
        .anyMatch(signer ->
            BY_AGE.compare(signer, last) > 0 && !signer.notBefore().plus(GRACE).isAfter(now));
  }

  /** Returns whether neither key nor key generation signs anything more. */
  private boolean isOver(List<SignerFact> certified) {
    int issuer = certified.getFirst().issuerNumber();
    return facts.issuers().stream()
            .noneMatch(known -> known.number() == issuer && known.isInForce(now))
        && certified.stream().allMatch(one -> one.notAfter().plus(GRACE).isBefore(now));
  }
}
