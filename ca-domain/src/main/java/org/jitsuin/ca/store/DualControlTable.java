package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.ApplicationKind;

/** The table {@code ca.dual_control}: the offices that require a second person. */
public final class DualControlTable {
  private static final String SELECT =
      "SELECT kinds, proposed_kinds, proposed_by, proposed_at FROM ca.dual_control"
          + " WHERE municipality = :municipality";

  private DualControlTable() {}

  /** A change that waits for another supervisor. */
  public record Proposal(Set<ApplicationKind> kinds, String by, Instant at) {
    public Proposal {
      kinds = Set.copyOf(kinds);
    }
  }

  /** The kinds for which an office requires a second person, and those that are proposed. */
  public record Row(Set<ApplicationKind> kinds, Optional<Proposal> proposal) {
    /** An office that asks for nothing. */
    public static final Row NONE = new Row(Set.of(), Optional.empty());

    public Row {
      kinds = Set.copyOf(kinds);
    }
  }

  /** Returns what an office requires; nothing where it never decided. */
  public static Row find(Handle handle, String municipality) {
    return select(handle, municipality, "");
  }

  /** Finds and locks a row until the transaction ends; otherwise as {@link #find}. */
  public static Row lock(Handle handle, String municipality) {
    handle.execute(
        "INSERT IGNORE INTO ca.dual_control (municipality, kinds) VALUES (?, '')", municipality);
    return select(handle, municipality, " FOR UPDATE");
  }

  private static Row select(Handle handle, String municipality, String suffix) {
    return handle
        .createQuery(SELECT + suffix)
        .bind("municipality", municipality)
        .map((row, context) -> row(row))
        .findOne()
        .orElse(Row.NONE);
  }

  /** The kinds for which an office asks for a second person, by office; one row an office. */
  public static Map<String, Set<ApplicationKind>> all(Handle handle) {
    return handle
        .createQuery("SELECT municipality, kinds FROM ca.dual_control WHERE kinds <> ''")
        .reduceRows(
            new HashMap<>(),
            (kinds, row) -> {
              kinds.put(
                  row.getColumn("municipality", String.class),
                  kinds(row.getColumn("kinds", String.class)));
              return kinds;
            });
  }

  /** Writes what an office asks for. The row was locked before. */
  public static void update(Handle handle, String municipality, Row row) {
    handle
        .createUpdate(
            """
            UPDATE ca.dual_control SET kinds = :kinds, proposed_kinds = :proposed,
              proposed_by = :by, proposed_at = :at
            WHERE municipality = :municipality
            """)
        .bind("kinds", text(row.kinds()))
        .bind("proposed", row.proposal().map(proposal -> text(proposal.kinds())))
        .bind("by", row.proposal().map(Proposal::by))
        .bind("at", row.proposal().map(proposal -> proposal.at().toEpochMilli()))
        .bind("municipality", municipality)
        .execute();
  }

  private static Row row(ResultSet row) throws SQLException {
    String proposed = row.getString("proposed_kinds");
    return new Row(
        kinds(row.getString("kinds")),
        proposed == null
            ? Optional.empty()
            : Optional.of(
                new Proposal(
                    kinds(proposed),
                    row.getString("proposed_by"),
                    Instant.ofEpochMilli(row.getLong("proposed_at")))));
  }

  private static String text(Set<ApplicationKind> kinds) {
    return kinds.stream().map(ApplicationKind::id).sorted().collect(Collectors.joining(","));
  }

  private static Set<ApplicationKind> kinds(String text) {
    Set<ApplicationKind> kinds = EnumSet.noneOf(ApplicationKind.class);
    if (!text.isEmpty()) {
      for (String id : text.split(",", -1)) {
        kinds.add(ApplicationKind.byId(id).orElseThrow());
      }
    }
    return kinds;
  }
}
