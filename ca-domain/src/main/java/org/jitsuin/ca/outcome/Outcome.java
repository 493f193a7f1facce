package org.jitsuin.ca.outcome;

import java.util.function.Function;
import org.jitsuin.base.model.Bytes;

/**
 * The result of a request: done, done before or refused.
 *
 * @param <T> what it brings about
 */
public sealed interface Outcome<T> {
  /** The request was carried out, and its effect is durable. */
  record Done<T>(T result) implements Outcome<T> {}

  /**
   * The request was carried out before; nothing happened now.
   *
   * @param answer the bytes that were answered then
   */
  record Repeated<T>(Bytes answer) implements Outcome<T> {}

  /** A rule forbids it; nothing changed. */
  record Refused<T>(Refusal refusal) implements Outcome<T> {}

  static <T> Outcome<T> done(T result) {
    return new Done<>(result);
  }

  static <T> Outcome<T> refused(RefusalCode code) {
    return new Refused<>(Refusal.of(code));
  }

  static <T> Outcome<T> refused(RefusalCode code, String detail) {
    return new Refused<>(new Refusal(code, detail));
  }

  /** Turns the result into another one where there is one. */
  default <U> Outcome<U> map(Function<T, U> change) {
    return then(result -> done(change.apply(result)));
  }

  /** Goes on with the result where there is one. */
  default <U> Outcome<U> then(Function<T, Outcome<U>> next) {
    return switch (this) {
      case Done<T>(T result) -> next.apply(result);
      case Repeated<T>(Bytes answer) -> new Repeated<>(answer);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }
}
