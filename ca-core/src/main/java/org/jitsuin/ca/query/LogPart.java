package org.jitsuin.ca.query;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.AuditTable.Row;
import org.jitsuin.ca.store.CertificateContentTable;
import org.jitsuin.ca.store.Transactions;

/**
 * A part of the audit log, read page by page while it is handed out, so that a reader who takes
 * their time holds no more than a page of it in memory. Entries never change.
 *
 * @param first the number of the first entry
 * @param last the number of the last one
 */
public record LogPart(Transactions transactions, long first, long last) {
  private static final int PAGE = 250;
  private static final Optional<String> NONE = Optional.empty();

  /** Returns the number of entries of the part. */
  public long size() {
    return last - first + 1;
  }

  /** Returns whether both ends are in the database. */
  public boolean isThere() {
    return transactions.run(handle ->
        isThere(first, AuditTable.page(handle, first - 1, NONE, 1))
            && isThere(last, AuditTable.page(handle, last - 1, NONE, 1)));
  }

  private static boolean isThere(long number, List<Row> rows) {
    return rows.size() == 1 && rows.getFirst().number() == number;
  }

  /**
   * The entries in their order.
   *
   * @throws Fault while it is read: DATABASE_UNAVAILABLE, or INTEGRITY_VIOLATED where one is
   *     missing
   */
  public Stream<String> entries() {
    return starts()
        .mapToObj(this::page)
        .flatMap(List::stream)
        .map(row -> new String(row.body().bytes(), StandardCharsets.UTF_8));
  }

  private LongStream starts() {
    return LongStream.iterate(first, start -> start <= last, start -> start + PAGE);
  }

  private List<Row> page(long start) {
    int wanted = (int) (end(start) - start + 1);
    List<Row> rows = transactions.run(handle -> AuditTable.page(handle, start - 1, NONE, wanted));
    if (rows.size() != wanted || rows.getLast().number() != end(start)) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "entries are missing from the audit log after entry " + start);
    }
    return rows;
  }

  private long end(long start) {
    return Math.min(last, start + PAGE - 1);
  }

  /**
   * The certificates of all cards that certificates were issued for in it.
   *
   * @throws Fault while it is read: DATABASE_UNAVAILABLE
   */
  public Stream<Bytes> certificates() {
    Set<String> seen = new HashSet<>();
    return starts().mapToObj(start -> certificates(start, seen)).flatMap(List::stream);
  }

  private List<Bytes> certificates(long start, Set<String> seen) {
    List<String> cards =
        transactions
            .run(handle -> AuditTable.cards(handle, "certificates-issued", start, end(start)))
            .stream()
            .filter(seen::add)
            .toList();
    return transactions.run(handle -> CertificateContentTable.ofCards(handle, cards));
  }
}
