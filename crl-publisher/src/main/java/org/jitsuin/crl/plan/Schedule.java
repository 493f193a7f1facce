package org.jitsuin.crl.plan;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;

/** Decides what is due; pure. */
public final class Schedule {
  private final CrlPolicy policy;

  /** The nextUpdate of a CRL that no other one follows (ETSI EN 319 411-1, CSS-6.3.9-06). */
  public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  public Schedule(CrlPolicy policy) {
    this.policy = policy;
  }

  /**
   * The state of a partition as the schedule sees it.
   *
   * @param partition its number
   * @param published its newest CRL
   * @param fileSound whether that CRL's file is as it was published
   * @param changedAt when the oldest change was recorded that is not in that CRL
   */
  public record State(
      int partition,
      Optional<PublishedCrl> published,
      boolean fileSound,
      Optional<Instant> changedAt) {}

  /** Returns why the partition's CRL has to be published now, if it has to. */
  public Optional<DueReason> due(State state, Instant now) {
    if (state.published().isEmpty()) {
      return Optional.of(DueReason.NOT_CURRENT);
    }
    PublishedCrl newest = state.published().get();
    if (sameSecond(newest, now)) {
      // Two CRLs of one partition never share a thisUpdate: caches tell them apart by it.
      return Optional.empty();
    }
    if (!newest.currentAt(now)) {
      return Optional.of(DueReason.NOT_CURRENT);
    }
    if (!state.fileSound()) {
      return Optional.of(DueReason.FILE_LOST);
    }
    if (state.changedAt().filter(at -> !now.isBefore(at.plus(policy.delay()))).isPresent()) {
      return Optional.of(DueReason.CHANGED);
    }
    return now.isBefore(newest.nextUpdate().minus(policy.lead(state.partition())))
        ? Optional.empty()
        : Optional.of(DueReason.RENEWAL);
  }

  private static boolean sameSecond(PublishedCrl newest, Instant now) {
    return newest.thisUpdate().getEpochSecond() == now.getEpochSecond();
  }

  /**
   * Certificates that ended before are not listed any more.
   *
   * <p>A certificate leaves the CRL once it was in one that came after its end (RFC 5280 §3.3), so
   * what counts is the time of the CRL before; unless the clock was set back since.
   *
   * @param newest the partition's newest CRL
   */
  public Instant endingFrom(Optional<PublishedCrl> newest, Instant thisUpdate) {
    return newest
        .filter(_ -> !policy.expiredStay())
        .map(before -> before.thisUpdate().isBefore(thisUpdate) ? before.thisUpdate() : thisUpdate)
        .orElse(Instant.EPOCH);
  }

  /** Returns since when expired certificates are listed, where they stay: since there were any. */
  public Optional<Instant> expiredSince(CrlIssuer issuer) {
    return Optional.of(issuer.certificate().getNotBefore().toInstant())
        .filter(_ -> policy.expiredStay());
  }

  /** The nextUpdate of a CRL with that thisUpdate. */
  public Instant nextUpdate(Instant thisUpdate) {
    return thisUpdate.plus(policy.validity());
  }

  /**
   * The complete CRL that the partition's next delta CRL starts from.
   *
   * <p>It stays the same, so that who fetched any complete CRL since can go on with deltas alone,
   * until it would have to be renewed by itself or the delta has grown too large; then it is the
   * newest complete CRL. So it never is one that relying parties do not accept any more (RFC 5280
   * §5.2.4).
   *
   * @param newest the partition's newest CRL
   * @param thisUpdate of the delta
   */
  public Optional<CrlBase> base(int partition, Optional<PublishedCrl> newest, Instant thisUpdate) {
    return newest
        .flatMap(PublishedCrl::delta)
        .filter(delta -> delta.entries() <= policy.deltaEntries())
        .flatMap(PublishedDelta::base)
        .filter(base -> !thisUpdate.isBefore(base.thisUpdate()))
        .filter(base ->
            thisUpdate.isBefore(nextUpdate(base.thisUpdate()).minus(policy.lead(partition))))
        .or(() -> newest.map(PublishedCrl::asBase));
  }
}
