package org.jitsuin.ca.store;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.store.DatabaseFailure;
import org.jitsuin.store.Retries;
import org.jitsuin.store.TransactionRunner;

/**
 * The one place that opens transactions. They read what is committed, so that what is read behind a
 * lock is the newest, and are run again when another one was in the way.
 *
 * <p>So whatever is done in one can be done again: it looks for what it did before, by a key, a
 * cursor, a fence or a condition. For also a transaction that is said to have failed may have been
 * committed, where the connection was lost in between.
 */
public final class Transactions implements TransactionRunner {
  private final Jdbi database;
  private final InstantSource clock;
  private final Runnable permit;
  private final Acknowledgement acknowledgement;

  /** Whether there is anything to wait for. */
  private final boolean awaited;

  public Transactions(Jdbi database, InstantSource clock) {
    this(database, clock, () -> {});
  }

  /**
   * @param permit throws a {@link Fault} as long as none may be opened
   */
  public Transactions(Jdbi database, InstantSource clock, Runnable permit) {
    this(database, clock, permit, Acknowledgement.AT_ONCE);
  }

  /**
   * @param permit throws a {@link Fault} as long as none may be opened
   * @param acknowledgement what is awaited before somebody is told that an act is done
   */
  public Transactions(
      Jdbi database, InstantSource clock, Runnable permit, Acknowledgement acknowledgement) {
    this.database = database;
    this.clock = clock;
    this.permit = permit;
    this.acknowledgement = acknowledgement;
    this.awaited = !acknowledgement.equals(Acknowledgement.AT_ONCE);
  }

  /**
   * The effect of an act in its transaction.
   *
   * @param changes what the status feed tells of it; appended at the very end
   * @param version the holder's from then on, of an act upon a card
   */
  public record Effect<T>(T result, List<Change> changes, OptionalInt version) {
    public Effect {
      changes = List.copyOf(changes);
    }

    /** The effect of what is done to no card that was there before. */
    public Effect(T result, List<Change> changes) {
      this(result, changes, OptionalInt.empty());
    }

    /** An effect of which the status feed tells nothing. */
    public static <T> Effect<T> untold(T result) {
      return new Effect<>(result, List.of());
    }

    /** The same with the answer to it. */
    public Effect<Answered<T>> answered(Bytes answer) {
      return new Effect<>(new Answered<>(result, answer), changes, version);
    }
  }

  /**
   * Reads, or writes what nobody waits for.
   *
   * @throws Fault DATABASE_UNAVAILABLE, DATABASE_CONFLICT, DATABASE_REFUSED, DATABASE_BROKEN
   */
  @Override
  public <T> T run(Function<Handle, T> work) {
    Attempt<T> attempt = new Attempt<>(work, false);
    return attempt.succeed();
  }

  /**
   * Does what somebody is told afterwards, which waits until that may be; otherwise as {@link
   * #run}.
   *
   * @throws Fault as {@link #run}; DATABASE_UNAVAILABLE also if it is done and cannot be told yet
   */
  public <T> T acknowledged(Function<Handle, T> work) {
    Attempt<T> attempt = new Attempt<>(work, awaited);
    T done = attempt.succeed();
    acknowledgement.await(attempt.last);
    return done;
  }

  /**
   * Returns up to which entry the audit log may be signed.
   *
   * @param last the last one that is committed
   */
  public long shown(Committed last) {
    return acknowledgement.shown(last);
  }

  /** Tries at a piece of work, each in a transaction of its own. */
  private final class Attempt<T> {
    private final Function<Handle, T> work;
    private final Retries retries = new Retries();
    private final boolean told;
    private boolean committing;

    /** The last entry that whoever is told of it knows of. */
    private Committed last = Committed.NOTHING;

    /**
     * @param told whether somebody is told, who waits for that
     */
    Attempt(Function<Handle, T> work, boolean told) {
      this.work = work;
      this.told = told;
    }

    T succeed() {
      permit.run();
      while (true) {
        try {
          committing = false;
          return database.inTransaction(
              TransactionIsolationLevel.READ_COMMITTED,
              handle -> {
                T result = whole(handle, work, told);
                last = told ? HeadRows.of(handle).told(handle) : Committed.NOTHING;
                committing = true;
                return result;
              });
        } catch (JdbiException e) {
          if (!retries.another(e)) {
            throw DatabaseFailure.fault(e);
          }
        }
      }
    }

    /** Returns whether it is not known if it was done, after it failed. */
    boolean mayBeDone(Fault fault) {
      return committing && fault.code() == FaultCode.DATABASE_UNAVAILABLE;
    }
  }

  /** Does work, and adds what it gathered to the log and to the feed. */
  private static <T> T whole(Handle handle, Function<Handle, T> work, boolean told) {
    boolean first = HeadRows.of(handle).gather(told);
    T result = work.apply(handle);
    if (first) {
      HeadRows.of(handle).write(handle);
    }
    return result;
  }

  /**
   * Does what as a rule nothing is in the way of, and does not try again.
   *
   * @param work what it did; empty if that must not be committed
   * @return empty if nothing was done, because something was in the way; or if that is not known,
   *     because the connection was lost while it was committed: whoever does the same again looks
   *     for it first
   * @throws Fault DATABASE_UNAVAILABLE, DATABASE_REFUSED, DATABASE_BROKEN
   */
  public <T> Optional<T> attempt(Function<Handle, Optional<T>> work) {
    permit.run();
    AtomicBoolean committing = new AtomicBoolean();
    AtomicReference<Committed> last = new AtomicReference<>(Committed.NOTHING);
    Optional<T> attempted;
    try {
      attempted =
          database.inTransaction(
              TransactionIsolationLevel.READ_COMMITTED,
              handle -> {
                Optional<T> done =
                    whole(
                        handle,
                        open -> {
                          Optional<T> result = work.apply(open);
                          if (result.isEmpty()) {
                            open.rollback();
                          }
                          return result;
                        },
                        awaited);
                if (awaited && done.isPresent()) {
                  last.set(HeadRows.of(handle).told(handle));
                }
                committing.set(done.isPresent());
                return done;
              });
    } catch (JdbiException e) {
      boolean unknown = committing.get() && DatabaseFailure.of(e) == DatabaseFailure.UNAVAILABLE;
      if (unknown || DatabaseFailure.isWorthAnotherTry(e)) {
        return Optional.empty();
      }
      throw DatabaseFailure.fault(e);
    }
    acknowledgement.await(last.get());
    return attempted;
  }

  /**
   * Does an act once: a request that was answered before gets that answer again. The answer is
   * given a {@link Receipt} where the act left an entry in the audit log. Where the act is refused,
   * nothing is kept. Where the connection is lost while it is committed, the answer is looked for.
   *
   * @throws Fault as {@link #run}; it was not done then, or that cannot be found out now
   */
  public <T> Outcome<Answered<T>> once(
      RequestId request, Function<Handle, Outcome<Effect<Answered<T>>>> act) {
    Attempt<Outcome<Answered<T>>> attempt =
        new Attempt<>(handle -> once(handle, request, act), awaited);
    Outcome<Answered<T>> outcome;
    try {
      outcome = attempt.succeed();
    } catch (Fault e) {
      if (!attempt.mayBeDone(e)) {
        throw e;
      }
      return acknowledged(handle -> Transactions.<Answered<T>>earlier(handle, request))
          .orElseThrow(() -> e);
    }
    acknowledgement.await(attempt.last);
    // It may be refused for what the same request, sent twice at once, has just done.
    return outcome instanceof Outcome.Refused<Answered<T>>
        ? acknowledged(handle -> Transactions.<Answered<T>>earlier(handle, request).orElse(outcome))
        : outcome;
  }

  private <T> Outcome<Answered<T>> once(
      Handle handle, RequestId request, Function<Handle, Outcome<Effect<Answered<T>>>> act) {
    Optional<Outcome<Answered<T>>> earlier = earlier(handle, request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Outcome<Answered<T>> outcome =
        act.apply(handle)
            .map(effect -> {
              StatusFeed.append(handle, effect.changes(), clock.instant());
              HeadRows.of(handle).number(handle);
              Answered<T> answered = effect.result().with(Receipt.of(handle, effect.version()));
              IdempotencyTable.insert(handle, request, answered.answer(), clock.instant());
              return answered;
            });
    if (!(outcome instanceof Outcome.Done<Answered<T>>)) {
      handle.rollback();
    }
    return outcome;
  }

  /** Returns how the request ended if it came before. */
  public static <T> Optional<Outcome<T>> earlier(Handle handle, RequestId request) {
    return IdempotencyTable.find(handle, request).map(answer -> again(answer, request));
  }

  /** Returns how a request ends that was answered before: the same again, if it is the same. */
  public static <T> Outcome<T> again(EarlierAnswer answer, RequestId request) {
    return answer.content().equals(request.content())
        ? new Outcome.Repeated<>(answer.body())
        : Outcome.refused(RefusalCode.IDEMPOTENCY_KEY_REUSED);
  }
}
