package org.jitsuin.ca.query;

import java.time.Duration;
import java.util.Optional;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Counts what waits at an office, each kind up to a bound: how much there is costs the same in a
 * village and in a city after a year.
 */
public final class DeskCounts {
  /** What is more than that is told as more. */
  public static final int MOST = 200;

  private final Transactions transactions;
  private final FindCards findCards;
  private final ExpiryNotices expiryNotices;

  public DeskCounts(Transactions transactions, FindCards findCards, ExpiryNotices expiryNotices) {
    this.transactions = transactions;
    this.findCards = findCards;
    this.expiryNotices = expiryNotices;
  }

  /**
   * How many there are.
   *
   * @param more whether there are more than are counted
   */
  public record Bounded(int count, boolean more) {
    static Bounded of(int found) {
      return new Bounded(Math.min(found, MOST), found > MOST);
    }
  }

  /**
   * What waits at an office.
   *
   * @param received applications that somebody may finish
   * @param awaitingApproval applications that wait for a second person
   * @param entered open applications that the caller entered
   * @param expiryNotices what ends within the window and ought to be told to its holder
   * @param suspensions cards that were suspended for long
   */
  public record Counts(
      Bounded received,
      Bounded awaitingApproval,
      Bounded entered,
      Bounded expiryNotices,
      Bounded suspensions) {}

  /**
   * Counts.
   *
   * @param caller of an office
   * @param months how far the window of notices reaches
   * @param suspended for how long at least
   */
  public Counts count(StaffMember caller, int months, Duration suspended) {
    String office = caller.municipality().orElseThrow();
    return new Counts(
        applications(office, ApplicationState.RECEIVED),
        applications(office, ApplicationState.AWAITING_APPROVAL),
        Bounded.of(
            transactions.run(handle ->
                ApplicationTable.countEntered(handle, office, caller.person(), MOST + 1))),
        Bounded.of(expiryNotices.due(office, months, Optional.empty(), MOST + 1).size()),
        Bounded.of(findCards.suspended(caller, suspended, Optional.empty(), MOST + 1).size()));
  }

  private Bounded applications(String office, ApplicationState state) {
    return Bounded.of(
        transactions.run(handle -> ApplicationTable.count(handle, office, state, MOST + 1)));
  }
}
