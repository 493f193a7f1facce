package org.jitsuin.cluster.trial;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jitsuin.cluster.bed.DatabaseNode;
import org.jitsuin.cluster.trial.check.NodeRows;
import org.jitsuin.cluster.trial.check.NodeRows.Certificate;
import org.jitsuin.cluster.trial.check.NodeRows.Change;
import org.jitsuin.cluster.trial.check.NodeRows.Entry;
import org.jitsuin.cluster.trial.check.Seen;
import org.jitsuin.cluster.trial.check.Status;
import org.jitsuin.installation.setup.SetupFailure;

/** Reads what a database node has, through its socket, so that no proxy says it for another. */
final class RowReader {
  private static final int HOLD = 6;

  private final DatabaseNode node;
  private final Set<String> earlier;
  private final String before;

  /**
   * @param earlier cards that were there before the trial, and are left out
   * @param before what is done in each session before it reads, and never committed
   */
  RowReader(DatabaseNode node, Set<String> earlier, String before) {
    this.node = node;
    this.earlier = Set.copyOf(earlier);
    this.before = before;
  }

  /** The cards that a node has. */
  static Set<String> cards(DatabaseNode node) {
    return Set.copyOf(
        new RowReader(node, Set.of(), "").rows("SELECT card_id FROM ca.card", row -> row[0]));
  }

  NodeRows read() {
    return new NodeRows(
        node.host().name(),
        rows(
            """
            SELECT entry_no, id, kind, LOWER(SHA2(CONCAT(0x00, body), 256)) FROM audit.entry
            ORDER BY entry_no
            """,
            row -> new Entry(Long.parseLong(row[0]), row[1], row[2], row[3])),
        rows(
            """
            SELECT f.seq, HEX(f.serial), IFNULL(f.reason, -1), f.revoked_at IS NULL,
              IFNULL(CONCAT(i.authority, '/', p.id), '')
            FROM status.feed f LEFT JOIN status.crl_partition p USING (partition_no)
            LEFT JOIN status.issuer i ON i.issuer_no = p.issuer_no
            ORDER BY f.seq
            """,
            row ->
                new Change(Long.parseLong(row[0]), serial(row[1]), status(row[2], row[3]), row[4])),
        certificates(),
        intents(),
        rows("SELECT register_id, card_id FROM ca.card", row -> row).stream()
            .filter(row -> !earlier.contains(row[1]))
            .collect(
                Collectors.groupingBy(
                    row -> row[0], Collectors.mapping(row -> row[1], Collectors.toList()))),
        rows("SELECT event_id FROM ca.resident_event", row -> row[0]),
        crls());
  }

  /** Who holds which lease, as that node has it now. */
  static List<Seen> holders(DatabaseNode node, long at) {
    return node.ask("SELECT name, holder, fence FROM status.lease").stream()
        .flatMap(String::lines)
        .map(line -> line.split("\t", -1))
        .<Seen>map(
            row -> new Seen.Holder(node.host().name(), at, row[0], row[1], Long.parseLong(row[2])))
        .toList();
  }

  private Map<String, Long> crls() {
    return rows(
            "SELECT HEX(sha256), feed_seq FROM status.crl WHERE state = 'published'", row -> row)
        .stream()
        .collect(Collectors.toMap(row -> serial(row[0]), row -> Long.valueOf(row[1]), Math::max));
  }

  private Map<String, Certificate> certificates() {
    return rows(
            "SELECT HEX(serial), card_id FROM ca.certificate",
            row -> new Certificate(serial(row[0]), row[1]))
        .stream()
        .filter(certificate -> !earlier.contains(certificate.card()))
        .collect(Collectors.toMap(Certificate::serial, Function.identity()));
  }

  private Map<String, String> intents() {
    return rows(
            "SELECT HEX(serial), state FROM ca.signing_intent WHERE purpose = 'certificate'",
            row -> row)
        .stream()
        .collect(Collectors.toMap(row -> serial(row[0]), row -> row[1]));
  }

  private static String serial(String hexadecimal) {
    return hexadecimal.toLowerCase(Locale.ROOT);
  }

  private static Status status(String reason, String good) {
    return good.equals("1")
        ? Status.GOOD
        : Integer.parseInt(reason) == HOLD ? Status.HOLD : Status.REVOKED;
  }

  private <T> List<T> rows(String statement, Function<String[], T> row) {
    return node.read(before + statement)
        .orElseThrow(() -> new SetupFailure(node.host().name() + " does not answer"))
        .lines()
        .map(line -> row.apply(line.split("\t", -1)))
        .toList();
  }
}
