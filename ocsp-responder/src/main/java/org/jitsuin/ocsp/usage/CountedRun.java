package org.jitsuin.ocsp.usage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run of one server has told relying parties so far.
 *
 * @param node the name of the server
 * @param startedAt when it was started; with the name it tells this run from all others
 * @param rows each day, party, authority, kind and hash once
 */
record CountedRun(String node, Instant startedAt, List<Row> rows) {
  private static final String FORM = "jitsuin-counts/1";
  private static final int HEAD = 3;
  private static final int CELLS = 6;

  CountedRun {
    rows = List.copyOf(rows);
  }

  /**
   * A count.
   *
   * @param day in Japan
   * @param party the number of the relying party
   * @param authority its id, or {@code none}
   * @param kind the id of a kind of answer
   * @param hash the id of the hash by which the issuer was named
   */
  record Row(LocalDate day, int party, String authority, String kind, String hash, long answers) {}

  /** The text that {@link #parse} reads; it ends with how many rows it has. */
  String text() {
    StringBuilder text =
        new StringBuilder(FORM + " " + node + " " + startedAt.toEpochMilli() + "\n");
    for (Row row : rows) {
      text.append(row.day()).append(' ').append(row.party()).append(' ');
      text.append(row.authority()).append(' ').append(row.kind()).append(' ');
      text.append(row.hash()).append(' ');
      text.append(row.answers()).append('\n');
    }
    return text.append("end ").append(rows.size()).append('\n').toString();
  }

  /**
   * Reads a run.
   *
   * @throws IllegalArgumentException if it is not what {@link #text} writes, or not whole
   */
  static CountedRun parse(String text) {
    List<String> lines = text.lines().toList();
    String[] head = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
    if (head.length != HEAD
        || !head[0].equals(FORM)
        || !lines.getLast().equals("end " + (lines.size() - 2))) {
      throw new IllegalArgumentException("it is not whole");
    }
    try {
      List<Row> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size() - 1)) {
        rows.add(row(line.split(" ", -1)));
      }
      return new CountedRun(head[1], Instant.ofEpochMilli(Long.parseLong(head[2])), rows);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a day cannot be read", e);
    }
  }

  private static Row row(String[] cells) {
    if (cells.length != CELLS) {
      throw new IllegalArgumentException("a row cannot be read");
    }
    return new Row(
        LocalDate.parse(cells[0]),
        Integer.parseInt(cells[1]),
        cells[2],
        cells[3],
        cells[4],
        Long.parseLong(cells[5]));
  }
}
