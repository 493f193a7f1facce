package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.mark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.store.DualControlSetting.Proposal;

/** The table {@code ca.dual_control}: the offices that require a second person. */
public final class DualControlTable {
  private static final GenericType<Set<ApplicationKind>> KINDS = new GenericType<>() {};
  private static final GenericType<Optional<Set<ApplicationKind>>> PROPOSED =
      new GenericType<>() {};

  private static final String SELECT =
      "SELECT kinds, proposed_kinds, proposed_by, proposed_at FROM ca.dual_control"
          + " WHERE municipality = :municipality";

  private DualControlTable() {}

  /** Returns what an office requires; nothing where it never decided. */
  public static DualControlSetting find(Handle handle, String municipality) {
    return select(handle, municipality, "");
  }

  /** Finds and locks a row until the transaction ends; otherwise as {@link #find}. */
  public static DualControlSetting lock(Handle handle, String municipality) {
    handle.execute(
        "INSERT IGNORE INTO ca.dual_control (municipality, kinds) VALUES (?, '')", municipality);
    return select(handle, municipality, " FOR UPDATE");
  }

  private static DualControlSetting select(Handle handle, String municipality, String suffix) {
    return handle
        .createQuery(SELECT + suffix)
        .bind("municipality", municipality)
        .map(DualControlTable::row)
        .findOne()
        .orElse(DualControlSetting.NONE);
  }

  /** The kinds for which an office asks for a second person, by office; one row an office. */
  public static Map<String, Set<ApplicationKind>> all(Handle handle) {
    return handle
        .createQuery("SELECT municipality, kinds FROM ca.dual_control WHERE kinds <> ''")
        .reduceRows(
            new HashMap<>(),
            (kinds, row) -> {
              kinds.put(row.getColumn("municipality", String.class), row.getColumn("kinds", KINDS));
              return kinds;
            });
  }

  /** Returns the municipalities whose offices a person proposed something that nobody decided. */
  public static List<String> open(Handle handle, String person) {
    return handle
        .createQuery(
            "SELECT municipality FROM ca.dual_control WHERE proposed_by = :person ORDER BY municipality")
        .bind("person", person)
        .mapTo(String.class)
        .list();
  }

  /** Writes what an office asks for. The row was locked before. */
  public static void update(Handle handle, String municipality, DualControlSetting row) {
    handle
        .createUpdate(
            """
            UPDATE ca.dual_control SET kinds = :kinds, proposed_kinds = :proposed,
              proposed_by = :by, proposed_at = :at
            WHERE municipality = :municipality
            """)
        .bindByType("kinds", row.kinds(), KINDS)
        .bindByType("proposed", row.proposal().map(Proposal::kinds), PROPOSED)
        .bind("by", row.proposal().map(Proposal::by))
        .bind("at", row.proposal().map(Proposal::at))
        .bind("municipality", municipality)
        .execute();
  }

  private static DualControlSetting row(RowView row) {
    return new DualControlSetting(
        row.getColumn("kinds", KINDS),
        mark(row, "proposed")
            .map(mark ->
                new Proposal(row.getColumn("proposed_kinds", KINDS), mark.by(), mark.at())));
  }
}
