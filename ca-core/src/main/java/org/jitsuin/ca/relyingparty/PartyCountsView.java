package org.jitsuin.ca.relyingparty;

import java.time.LocalDate;
import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.store.PartyCountTable.Count;
import org.jitsuin.ca.store.PartyCountTable.HashCount;
import org.jitsuin.ca.store.PartyCountTable.Told;

/**
 * What a relying party was told by OCSP on each day, in Japan.
 *
 * @param counts days without answers are not among them
 * @param hashes the same by the hash with which it named the issuer, SHA-1 or what follows it
 */
public record PartyCountsView(
    String name, LocalDate from, LocalDate until, List<AnswersView> counts, List<HashView> hashes) {
  public static PartyCountsView of(String name, LocalDate from, LocalDate until, Told told) {
    return new PartyCountsView(
        name,
        from,
        until,
        told.counts().stream().map(AnswersView::of).toList(),
        told.hashes().stream().map(HashView::of).toList());
  }

  /**
   * The answers to questions by a hash.
   *
   * @param hash {@code not-counted} where an earlier release answered
   * @param last the last day on which there was one
   */
  public record HashView(
      @OneOf(value = CertIdHash.class, or = "not-counted") String hash,
      LocalDate last,
      long answers) {
    static HashView of(HashCount count) {
      return new HashView(count.hash(), count.last(), count.answers());
    }
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
