package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.filter.FilterLog;
import org.jitsuin.crl.filter.plan.FilterPlan;
import org.jitsuin.crl.filter.plan.FilterPolicy;
import org.jitsuin.crl.filter.plan.Moment;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.filter.plan.PublishedFilter.Stored;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.Opened;
import org.jitsuin.filter.Sha256;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.filter.build.HeadWriter;
import org.jitsuin.store.Fence;

/**
 * Publishes the filter of an authority. After an interruption in between nothing of it is handed
 * out: that is the last step, and it is made up for where it was not done.
 *
 * <ol>
 *   <li>build what is due, ask it about every certificate, put it into place under its hash
 *   <li>record it as intended, with a number that is never used again
 *   <li>sign the head, read all of it back as a reader does, keep the head
 *   <li>record it as published, together with the audit entry
 *   <li>hand the head out
 * </ol>
 */
final class FilterRound {
  private final FilterPolicy policy;
  private final StatusDatabase database;
  private final FilterRecords records;
  private final FeedFollower follower;
  private final FilterFiles files;
  private final FilterBuilder builder;
  private final SigningPool pool;

  FilterRound(
      FilterPolicy policy,
      StatusDatabase database,
      FilterRecords records,
      FeedFollower follower,
      FilterFiles files,
      FilterBuilder builder,
      SigningPool pool) {
    this.policy = policy;
    this.database = database;
    this.records = records;
    this.follower = follower;
    this.files = files;
    this.builder = builder;
    this.pool = pool;
  }

  /** What the database says before anything is done. */
  private record View(
      Optional<Moment> moment,
      Generations generations,
      Optional<PublishedFilter> last,
      long greatestNumber) {}

  private View view(Authority authority) {
    return database.run(handle ->
        new View(
            FilterTable.moment(handle, policy.settle()),
            Generations.read(handle, authority),
            FilterTable.last(handle, authority),
            FilterTable.greatestNumber(handle, authority)));
  }

  /**
   * Publishes what is due.
   *
   * @return whether the lease is still held
   * @throws Fault what keeps it from being published
   */
  boolean run(Fence fence, Authority authority) throws IOException {
    View view = view(authority);
    Optional<Head> handedOut = files.handedOut(authority);
    if (!showLast(fence, view, handedOut)) {
      return false;
    }
    if (view.generations().all().isEmpty() || view.moment().isEmpty()) {
      return true;
    }
    Moment moment = view.moment().get();
    requireForward(view, handedOut, moment);
    boolean baseIsThere =
        view.last()
            .filter(last -> files.isSound(files.base(authority, last.base().sha256()), last.base()))
            .isPresent();
    FilterPlan plan = FilterPlan.of(policy, view.last(), moment, baseIsThere);
    boolean late =
        handedOut.filter(head -> moment.at().toEpochMilli() <= head.thisUpdate()).isPresent();
    return plan == FilterPlan.NOTHING || late || publish(fence, view, handedOut, plan, moment);
  }

  /** Hands out what was recorded as published and not handed out any more. */
  private boolean showLast(Fence fence, View view, Optional<Head> handedOut) throws IOException {
    if (view.last().isEmpty()) {
      return true;
    }
    PublishedFilter last = view.last().get();
    if (handedOut.filter(head -> head.number() >= last.number()).isPresent()) {
      return true;
    }
    Optional<byte[]> kept = files.keptHead(last.authority(), last.number());
    if (kept.isEmpty()) {
      // This directory never had it, as that of a server that takes over: the next one is here.
      return true;
    }
    return show(fence, last.authority(), kept.get());
  }

  private boolean show(Fence fence, Authority authority, byte[] head) throws IOException {
    boolean holds = records.holds(fence);
    if (holds) {
      files.show(authority, head);
    }
    return holds;
  }

  /**
   * What the database says must not be earlier than what was published. The feed is followed again:
   * meanwhile it went on, and of that the moment may be.
   */
  private void requireForward(View view, Optional<Head> handedOut, Moment moment)
      throws IOException {
    long feed = view.last().map(PublishedFilter::feed).orElse(0L);
    long told = Math.max(feed, moment.feed());
    long position = follower.follow();
    if (position < told) {
      // As a node that took over a moment ago; one that was set back is seen by others.
      throw new Fault(
          FaultCode.DATABASE_UNAVAILABLE,
          "the feed ends at " + position + ", and the database lacks what was told up to " + told);
    }
    Instant before =
        Instant.ofEpochMilli(
            Math.max(
                view.last().map(last -> last.thisUpdate().toEpochMilli()).orElse(0L),
                handedOut.map(Head::thisUpdate).orElse(0L)));
    if (moment.at().plus(policy.every()).isBefore(before)) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "the authority says that it is " + moment.at() + ", and a status filter is of " + before);
    }
  }

  private boolean publish(
      Fence fence, View view, Optional<Head> handedOut, FilterPlan plan, Moment moment)
      throws IOException {
    Authority authority = view.generations().authority();
    StatusKey key = key(authority, moment.at());
    Optional<FilterDraft> delta =
        plan == FilterPlan.DELTA
            ? builder.delta(view.generations(), moment, view.last().orElseThrow())
            : Optional.empty();
    FilterDraft draft = delta.isPresent() ? delta.get() : builder.base(view.generations(), moment);
    long number = Math.max(view.greatestNumber(), handedOut.map(Head::number).orElse(0L)) + 1;
    Instant end = moment.at().plus(policy.validity());
    PublishedFilter filter =
        new PublishedFilter(
            authority,
            number,
            draft.feed(),
            Instant.ofEpochMilli(moment.until()),
            moment.at(),
            end.isBefore(key.notAfter()) ? end : key.notAfter(),
            draft.base(),
            draft.baseAt(),
            draft.delta());
    if (!records.intend(fence, filter)) {
      return false;
    }
    byte[] head = sign(filter, key);
    check(head, draft, view.generations(), moment);
    files.keepHead(authority, number, head);
    if (!records.publish(fence, filter, Fingerprint.of(head)) || !show(fence, authority, head)) {
      return false;
    }
    FilterLog.LOG.published(
        authority.id(),
        number,
        draft.certificates(),
        draft.base().size(),
        draft.delta().map(Stored::size).orElse(0L));
    List<PublishedFilter> recent =
        database.run(handle -> FilterTable.recent(handle, authority, moment.at()));
    files.sweep(recent, moment.at());
    return true;
  }

  private StatusKey key(Authority authority, Instant now) {
    return database.run(handle -> StatusKey.good(handle, authority, now)).stream()
        .filter(key -> key.isIn(pool.token()))
        .findFirst()
        .orElseThrow(() ->
            new Fault(
                FaultCode.AUTHORITY_MISSING,
                "no status key of " + authority + " is in the CA token of this server yet"));
  }

  private byte[] sign(PublishedFilter filter, StatusKey key) {
    Head head =
        new Head(
            filter.authority().id(),
            filter.number(),
            filter.thisUpdate().toEpochMilli(),
            filter.nextUpdate().toEpochMilli(),
            hash(filter.base()),
            filter.delta().map(FilterRound::hash).orElse(Head.FileHash.NONE));
    return HeadWriter.write(head, key.certificate(), pool.key(key.label(), key.scheme())::sign);
  }

  private static Head.FileHash hash(Stored stored) {
    return new Head.FileHash(stored.size(), Sha256.ofDigest(stored.sha256().octets()));
  }

  /** What is signed is read back as every reader does, and believed by them now. */
  private static void check(
      byte[] head, FilterDraft draft, Generations generations, Moment moment) {
    switch (StatusFilter.open(
        head,
        draft.baseOctets().bytes(),
        draft.deltaOctets().bytes(),
        generations.certificates())) {
      case Opened.Usable(StatusFilter filter) when filter.isBelieved(moment.at()) -> {}
      case Opened.Usable _ ->
          throw new Fault(
              FaultCode.INTEGRITY_VIOLATED, "the signed status filter is not believed now");
      case Opened.Refused(var refusal, String detail) ->
          throw new Fault(
              FaultCode.INTEGRITY_VIOLATED,
              "the signed status filter is refused: " + refusal + ", " + detail);
    }
  }
}
