package org.jitsuin.card.counter;

import java.util.Optional;
import java.util.UUID;
import org.jitsuin.card.holder.Words;

/** Something that a counter wanted was not done. */
public final class CounterFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient Words words;
  private final transient Optional<UUID> order;

  private CounterFailure(ProblemCode code, Words words, Optional<UUID> order, Throwable cause) {
    super(code.name(), cause);
    this.code = code;
    this.words = words;
    this.order = order;
  }

  public CounterFailure(ProblemCode code) {
    this(code, code.words(), Optional.empty(), null);
  }

  public CounterFailure(ProblemCode code, Throwable cause) {
    this(code, code.words(), Optional.empty(), cause);
  }

  /**
   * With what is wrong in this case, behind the sentence of the code.
   *
   * @param what the same in both languages, such as the name of a member; nothing of a person
   */
  public static CounterFailure saying(ProblemCode code, String what) {
    Words words = code.words();
    return new CounterFailure(
        code,
        new Words(words.ja() + "（" + what + "）", words.en() + " (" + what + ")"),
        Optional.empty(),
        null);
  }

  /** Where another order stands on the card. */
  static CounterFailure of(UUID other, Throwable cause) {
    return new CounterFailure(
        ProblemCode.ORDER_OTHER, ProblemCode.ORDER_OTHER.words(), Optional.of(other), cause);
  }

  public ProblemCode code() {
    return code;
  }

  public Words words() {
    return words;
  }

  /** The order that stands on the card, where that is the reason. */
  public Optional<UUID> order() {
    return order;
  }
}
