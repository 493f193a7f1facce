package org.jitsuin.ca.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.brake.Budget;

/** The table {@code ca.brake_use}: how much one person used of the budgets of a day. */
public final class BudgetTable {
  private BudgetTable() {}

  /** Returns how many acts a person has used, budget by budget; none where nothing was used. */
  public static Map<Budget, Integer> used(Handle handle, String person, LocalDate day) {
    return handle
        .createQuery("SELECT budget, used FROM ca.brake_use WHERE person = :person AND day = :day")
        .bind("person", person)
        .bind("day", day)
        .reduceRows(
            new HashMap<>(),
            (used, row) -> {
              used.put(row.getColumn("budget", Budget.class), row.getColumn("used", Integer.class));
              return used;
            });
  }

  /** Returns how many acts each of these persons has used of a budget, where that is any. */
  public static Map<String, Integer> used(
      Handle handle, Collection<String> persons, Budget budget, LocalDate day) {
    return persons.isEmpty()
        ? Map.of()
        : handle
            .createQuery(
                """
                SELECT person, used FROM ca.brake_use
                WHERE person IN (<persons>) AND budget = :budget AND day = :day
                """)
            .bindList("persons", List.copyOf(persons))
            .bind("budget", budget)
            .bind("day", day)
            .reduceRows(
                new HashMap<>(),
                (used, row) -> {
                  used.put(
                      row.getColumn("person", String.class), row.getColumn("used", Integer.class));
                  return used;
                });
  }

  /**
   * Returns how many acts a person has used, and locks that until the transaction ends; several in
   * the order of the persons.
   */
  public static int lock(Handle handle, String person, Budget budget, LocalDate day) {
    return select(handle, person, budget, day)
        .orElseGet(() -> {
          handle
              .createUpdate(
                  """
                  INSERT IGNORE INTO ca.brake_use (person, budget, day, used)
                  VALUES (:person, :budget, :day, 0)
                  """)
              .bind("person", person)
              .bind("budget", budget)
              .bind("day", day)
              .execute();
          return select(handle, person, budget, day).orElseThrow();
        });
  }

  private static Optional<Integer> select(
      Handle handle, String person, Budget budget, LocalDate day) {
    return handle
        .createQuery(
            """
            SELECT used FROM ca.brake_use
            WHERE person = :person AND budget = :budget AND day = :day FOR UPDATE
            """)
        .bind("person", person)
        .bind("budget", budget)
        .bind("day", day)
        .mapTo(Integer.class)
        .findOne();
  }

  /**
   * A use to be written; its row was locked before.
   *
   * @param usedUpAt when the last act was used, if it is now
   */
  public record Use(
      String person, Budget budget, LocalDate day, int used, Optional<Instant> usedUpAt) {}

  /** Writes how much is used from now on. */
  public static void update(Handle handle, Use use) {
    handle
        .createUpdate(
            """
            UPDATE ca.brake_use SET used = :used, used_up_at = COALESCE(used_up_at, :usedUpAt)
            WHERE person = :person AND budget = :budget AND day = :day
            """)
        .bindMethods(use)
        .execute();
  }

  /** Returns how many persons have used up a budget on that day. */
  public static int usedUp(Handle handle, LocalDate day) {
    return handle
        .createQuery(
            """
            SELECT COUNT(DISTINCT person) FROM ca.brake_use
            WHERE day = :day AND used_up_at IS NOT NULL
            """)
        .bind("day", day)
        .mapTo(int.class)
        .one();
  }

  /**
   * Forgets what was used before that day; the audit log knows which budgets were used up.
   *
   * @return how many rows
   */
  public static int forget(Handle handle, LocalDate before) {
    return handle
        .createUpdate("DELETE FROM ca.brake_use WHERE day < :before LIMIT 10000")
        .bind("before", before)
        .execute();
  }
}
