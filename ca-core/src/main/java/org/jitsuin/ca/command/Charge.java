package org.jitsuin.ca.command;

import java.util.Optional;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.model.StaffMember;

/** An act that is taken from a budget of the one person who does it. */
public record Charge(StaffMember caller, Budget budget) {
  /** Returns what an act is charged to; empty where it ends nothing. */
  public static Optional<Charge> of(StaffMember caller, Command command, Decision decision) {
    return Budget.of(command, decision).map(budget -> new Charge(caller, budget));
  }

  /** Returns the id of the person, whose credentials have one budget together. */
  String person() {
    return caller.person();
  }
}
