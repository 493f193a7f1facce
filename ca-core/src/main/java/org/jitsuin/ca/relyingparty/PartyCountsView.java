package org.jitsuin.ca.relyingparty;

import java.time.LocalDate;
import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.store.PartyCountTable.Count;

/**
 * What a relying party was told by OCSP on each day, in Japan.
 *
 * @param counts days without answers are not among them
 */
public record PartyCountsView(
    String name, LocalDate from, LocalDate until, List<AnswersView> counts) {
  public static PartyCountsView of(
      String name, LocalDate from, LocalDate until, List<Count> counts) {
    return new PartyCountsView(name, from, until, counts.stream().map(AnswersView::of).toList());
  }

  /**
   * The answers of a kind on a day.
   *
   * @param authority of the certificates; {@code none} where it is of no authority here
   * @param kind such as {@code good}, as {@code docs/operation.md} tells them
   */
  public record AnswersView(
      LocalDate day,
      @OneOf(value = Authority.class, or = "none") String authority,
      String kind,
      long answers) {
    static AnswersView of(Count count) {
      return new AnswersView(count.day(), count.authority(), count.kind(), count.answers());
    }
  }
}
