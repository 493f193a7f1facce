package org.jitsuin.ca.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.brake.PersonalLimits;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.store.BudgetTable;
import org.jitsuin.ca.store.PaceTable;

/**
 * What the acts of one transaction use of the budgets and of the pace of those who do them without
 * a second person. It is locked in that transaction, behind the residents, so that neither another
 * request nor another server uses the same once more.
 */
public final class Spending {
  private final Handle handle;
  private final PersonalLimits limits;
  private final Instant now;
  private final LocalDate today;
  private final Map<Account, BudgetUse> uses = new TreeMap<>(Account.ORDER);
  private final List<UsedUp> usedUp = new ArrayList<>();

  Spending(Handle handle, PersonalLimits limits, Instant now) {
    this.handle = handle;
    this.limits = limits;
    this.now = now;
    this.today = JapanTime.date(now);
  }

  /** A budget of which somebody has used the last act. */
  public record UsedUp(StaffMember caller, BrakeAct.BudgetUsedUp act) {}

  /** A budget of a person. */
  private record Account(String person, Budget budget) {
    static final Comparator<Account> ORDER =
        Comparator.comparing(Account::person).thenComparing(Account::budget);

    static Account of(Charge charge) {
      return new Account(charge.person(), charge.budget());
    }
  }

  /** Locks what several acts are charged to, in one order for all transactions. */
  public void lock(Collection<Charge> charges) {
    charges.stream().map(Account::of).distinct().sorted(Account.ORDER).forEach(this::use);
  }

  private BudgetUse use(Account account) {
    return uses.computeIfAbsent(
        account,
        one ->
            new BudgetUse(
                BudgetTable.lock(handle, one.person(), one.budget(), today),
                limits.of(one.budget())));
  }

  /** Charges an act to who does it. Returns why it is not done, if it is not. */
  Optional<Refusal> spend(StaffMember caller, Performed performed) {
    if (performed.command() instanceof Command.Suspend) {
      return performed.decision().changes().isEmpty() ? Optional.empty() : suspend(caller);
    }
    return Charge.of(caller, performed.command(), performed.decision()).flatMap(this::spend);
  }

  /** Charges an act to who does it. Returns why it is not done, if it is not. */
  public Optional<Refusal> spend(Charge charge) {
    Account account = Account.of(charge);
    BudgetUse before = use(account);
    Optional<BudgetUse> after = before.spend();
    if (after.isEmpty()) {
      return Optional.of(refusal(before));
    }
    uses.put(account, after.get());
    if (after.get().isUsedUp()) {
      usedUp.add(
          new UsedUp(
              charge.caller(),
              new BrakeAct.BudgetUsedUp(account.budget().id(), after.get().limit(), today)));
    }
    return Optional.empty();
  }

  static Refusal refusal(BudgetUse use) {
    return new Refusal(RefusalCode.BUDGET_USED, Integer.toString(use.limit()));
  }

  private Optional<Refusal> suspend(StaffMember caller) {
    String person = caller.person();
    Instant fullAt = PaceTable.lock(handle, person);
    Duration pause = limits.suspensions().pause(fullAt, now);
    if (pause.isPositive()) {
      String seconds = Long.toString(pause.plusMillis(999).toSeconds());
      return Optional.of(
          new Refusal(RefusalCode.SUSPENSIONS_TOO_FAST, seconds, Optional.of(pause)));
    }
    PaceTable.update(handle, person, limits.suspensions().after(fullAt, now));
    return Optional.empty();
  }

  /**
   * Writes what was used of budgets, in the transaction of the acts.
   *
   * @return the budgets of which the last act was used
   */
  public List<UsedUp> write() {
    uses.forEach((account, use) ->
        BudgetTable.update(
            handle,
            new BudgetTable.Use(
                account.person(),
                account.budget(),
                today,
                use.used(),
                use.isUsedUp() ? Optional.of(now) : Optional.empty())));
    return List.copyOf(usedUp);
  }
}
