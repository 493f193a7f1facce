package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.util.List;
import org.jitsuin.crl.filter.plan.Moment;
import org.jitsuin.crl.filter.universe.MemberTable;
import org.jitsuin.crl.filter.universe.Span;
import org.jitsuin.crl.filter.universe.Universe;
import org.jitsuin.filter.BaseFile;
import org.jitsuin.filter.DeltaFile;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.build.Members;

/**
 * Asks a finished base, and a delta to it, about every certificate that they tell of; nothing is
 * signed before each was answered rightly.
 *
 * @param moment of which the statuses are
 */
record Question(Universe universe, Generations generations, Moment moment) {
  /** Somebody to be asked. */
  @FunctionalInterface
  interface Answerer {
    /**
     * Returns what is said of a certificate.
     *
     * @param generation its place among {@link Generations#all}
     */
    FilterStatus status(int generation, long high, long low);
  }

  /** What was heard about one that was not answered rightly. */
  @FunctionalInterface
  interface Wrong {
    void is(int generation, long high, long low, FilterStatus status);
  }

  /** Returns the answers of a base alone, as a reader reads it. */
  static Answerer of(BaseFile base) {
    return (generation, high, low) ->
        high >>> 16 > base.until() || generation >= base.generations()
            ? FilterStatus.GOOD
            : base.status(generation, high, low);
  }

  /** Returns the answers of both, as a reader reads them. */
  static Answerer of(BaseFile base, DeltaFile delta) {
    Answerer alone = of(base);
    return (generation, high, low) ->
        delta.changed(generation, high, low).orElseGet(() -> alone.status(generation, high, low));
  }

  /**
   * Asks about all.
   *
   * @return how many there are
   */
  long ask(Answerer answerer, Wrong wrong) throws IOException {
    long[] asked = {0};
    for (int i = 0; i < generations.all().size(); i++) {
      int generation = i;
      for (Span span : universe.spans(generations.all().get(i).number())) {
        MemberTable members = universe.members(span);
        members.forEach(
            moment.until(),
            moment.endsFrom(),
            (high, low, status) -> {
              asked[0]++;
              if (answerer.status(generation, high, low) != status) {
                wrong.is(generation, high, low, status);
              }
            });
      }
    }
    return asked[0];
  }

  /** Returns how many are answered wrongly. */
  Tally tally(Answerer answerer) throws IOException {
    long[] wrong = {0};
    long asked = ask(answerer, (generation, high, low, status) -> wrong[0]++);
    return new Tally(asked, wrong[0]);
  }

  record Tally(long asked, long wrong) {}

  /**
   * Returns what a base does not say, for each key generation.
   *
   * @param changes takes them; as many as there are generations
   * @param most where there are more, no more are taken
   * @return how many there are, among how many certificates
   */
  Tally changes(BaseFile base, List<Members> changes, int most) throws IOException {
    long[] found = {0};
    long asked =
        ask(
            of(base),
            (generation, high, low, status) -> {
              if (++found[0] <= most) {
                changes.get(generation).add(high, low, status);
              }
            });
    return new Tally(asked, found[0]);
  }
}
