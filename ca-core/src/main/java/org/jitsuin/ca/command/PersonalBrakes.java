package org.jitsuin.ca.command;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.brake.PersonalLimits;
import org.jitsuin.ca.command.Spending.UsedUp;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.BudgetTable;
import org.jitsuin.ca.store.Transactions;

/**
 * The brakes on what one person may end without a second one: whoever has the key of a member of
 * staff, who may have lost it, ends no more than a day's work of one person.
 */
public final class PersonalBrakes {
  private final Transactions transactions;
  private final PersonalLimits limits;
  private final InstantSource clock;

  public PersonalBrakes(Transactions transactions, PersonalLimits limits, InstantSource clock) {
    this.transactions = transactions;
    this.limits = limits;
    this.clock = clock;
  }

  /** Begins to charge the acts of a transaction. */
  public Spending spending(Handle handle, Instant now) {
    return new Spending(handle, limits, now);
  }

  /**
   * Returns why acts will not be done, where their budget is used up already: a look that locks
   * nothing, for who would do work in vain.
   */
  public Map<Charge, Refusal> refusals(Handle handle, Collection<Charge> charges) {
    Map<Charge, Refusal> refusals = new HashMap<>();
    LocalDate today = JapanTime.date(clock.instant());
    for (Budget budget : Budget.values()) {
      List<Charge> those = charges.stream().filter(one -> one.budget() == budget).toList();
      Map<String, Integer> used =
          BudgetTable.used(
              handle, those.stream().map(Charge::person).distinct().toList(), budget, today);
      for (Charge charge : those) {
        BudgetUse use = new BudgetUse(used.getOrDefault(charge.person(), 0), limits.of(budget));
        if (use.isUsedUp()) {
          refusals.put(charge, Spending.refusal(use));
        }
      }
    }
    return refusals;
  }

  /** Says in the log what was used up, when that is durable. */
  public void tell(Collection<UsedUp> usedUp) {
    usedUp.forEach(one ->
        CaLog.LOG.budgetUsedUp(one.caller().certificate(), one.act().limit(), one.act().budget()));
  }

  /** Returns how much of each budget a person has used today. */
  public Map<Budget, BudgetUse> today(StaffMember caller) {
    Map<Budget, Integer> used =
        transactions.run(
            handle -> BudgetTable.used(handle, caller.person(), JapanTime.date(clock.instant())));
    Map<Budget, BudgetUse> uses = new EnumMap<>(Budget.class);
    for (Budget budget : Budget.values()) {
      uses.put(budget, new BudgetUse(used.getOrDefault(budget, 0), limits.of(budget)));
    }
    return uses;
  }
}
