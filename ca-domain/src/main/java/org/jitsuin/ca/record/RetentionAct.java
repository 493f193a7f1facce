package org.jitsuin.ca.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Kind;

/** Acts by which personal data is erased; none of it is in them. */
public sealed interface RetentionAct extends AuditAct {
  /**
   * Records were erased whose time is over.
   *
   * @param records their kind, such as {@code searches}
   * @param before their time lies before that
   */
  @Kind("records-erased")
  record RecordsErased(String records, long count, Instant before) implements RetentionAct {}

  /**
   * The first of two operators wants a person to be erased.
   *
   * @param erasure names it, a UUID
   * @param cards those of the person
   * @param ground why, such as {@code court-order}
   * @param reference the hash that binds by what order; may be empty
   */
  @Kind("erasure-proposed")
  record ErasureProposed(String erasure, List<String> cards, String ground, String reference)
      implements RetentionAct {
    public ErasureProposed {
      cards = List.copyOf(cards);
    }
  }

  /**
   * The second operator agreed, and the holder of a card was erased.
   *
   * @param erasure names it
   * @param card the card; empty where the person had none
   * @param ground why, such as {@code court-order}
   * @param certificates how many of the card were erased with it
   */
  @Kind("holder-erased")
  record HolderErased(String erasure, Optional<String> card, String ground, long certificates)
      implements RetentionAct {}
}
