package org.jitsuin.ca.brake;

import java.util.Optional;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Change.CardChanged.What;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.RevocationCause;

/** The budget of a day that an act of one person, without a second one, is taken from. */
public enum Budget {
  /** What nobody at the counter asked for: revocations ex officio, of errors, before delivery. */
  EX_OFFICIO("ex-officio"),
  /**
   * What a holder asks for: revocations at the counter, replacements, renewals, and lifts that end
   * a certificate.
   */
  REQUESTED("requested");

  private final String id;

  Budget(String id) {
    this.id = id;
  }

  /** The name in the API, in audit entries and in the database. */
  public String id() {
    return id;
  }

  /**
   * Returns the budget of an act; empty where it ends nothing. An act is upon one holder, and
   * counts once whatever it ends.
   */
  public static Optional<Budget> of(Command command, Decision decision) {
    return decision.changes().stream().anyMatch(Budget::ends) ? of(command) : Optional.empty();
  }

  private static boolean ends(Change change) {
    return switch (change) {
      case Change.CertificateRevoked _, Change.RevocationAmended _ -> true;
      case Change.CardChanged(_, What what) -> what == What.ENDED;
      case Change.ResidentChanged _,
          Change.CardAdded _,
          Change.CertificateGranted _,
          Change.CertificateIssued _,
          Change.CertificateHeld _,
          Change.CertificateRestored _,
          Change.CardEndPlanned _,
          Change.EventPlanned _,
          Change.EventCancelled _ ->
          false;
    };
  }

  private static Optional<Budget> of(Command command) {
    return switch (command) {
      case Command.Revoke revoke ->
          Optional.of(
              revoke.cause() == RevocationCause.HOLDER_REQUEST
                      || revoke.cause() == RevocationCause.KEY_COMPROMISE
                  ? REQUESTED
                  : EX_OFFICIO);
      case Command.Issue _,
          Command.Renew _,
          Command.Replace _,
          Command.Extend _,
          Command.ExtendSpecially _,
          Command.Suspend _,
          Command.Lift _,
          Command.RecordPin _ ->
          Optional.of(REQUESTED);
      // A card that ran out makes room for the next one: nothing that was good ends with it.
      case Command.Register _ -> Optional.empty();
      // These are no acts of a person.
      case Command.TakeIn _, Command.EndHold _, Command.EndOfDay _ -> Optional.empty();
    };
  }
}
