package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.RevocationSelection;

/**
 * A place where certificates are looked for by who issued them: in partitions, to which
 * certificates belong for good. Its milliseconds are those of {@code not_before}.
 *
 * @param column of {@code status.crl_partition}, and its value
 */
record IssuePlace(String column, Object value, IssueWindow window) {
  static IssuePlace of(RevocationSelection selection) {
    return switch (selection) {
      case RevocationSelection.OfMunicipality(String code, IssueWindow window) ->
          new IssuePlace("municipality", code, window);
      case RevocationSelection.OfGeneration(_, int number, IssueWindow window) ->
          new IssuePlace("issuer_no", number, window);
      case RevocationSelection.OfSerials _, RevocationSelection.OfAuthority _ ->
          throw new IllegalArgumentException("named one by one");
    };
  }

  long from() {
    return window.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
  }

  long until() {
    return window.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
  }

  /**
   * The partitions that they were issued into, in the order of their numbers.
   *
   * @param from the first number
   */
  List<Integer> partitions(Handle handle, int from) {
    return handle
        .createQuery(
            """
            SELECT partition_no FROM status.crl_partition
            WHERE <column> = :value AND partition_no >= :from ORDER BY partition_no
            """)
        .define("column", column)
        .bind("value", value)
        .bind("from", from)
        .mapTo(Integer.class)
        .list();
  }
}
