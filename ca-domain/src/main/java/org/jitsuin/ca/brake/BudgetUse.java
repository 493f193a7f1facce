package org.jitsuin.ca.brake;

import java.util.Optional;

/**
 * How much of a budget a person has used on a day in Japan.
 *
 * @param used acts until now
 * @param limit acts at the most; with 0 none is done without a second person
 */
public record BudgetUse(int used, int limit) {
  public BudgetUse {
    if (used < 0 || limit < 0) {
      throw new IllegalArgumentException("a budget and its use are not negative");
    }
  }

  public boolean isUsedUp() {
    return used >= limit;
  }

  /** Returns the use after one more act; empty where the budget does not allow it. */
  public Optional<BudgetUse> spend() {
    return isUsedUp() ? Optional.empty() : Optional.of(new BudgetUse(used + 1, limit));
  }

  /** Returns how many acts are left. */
  public int left() {
    return Math.max(0, limit - used);
  }
}
