package org.jitsuin.ca.lifecycle;

import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/** The ground on which somebody may request a revocation, and the roles that may. */
public enum RevocationGround {
  /** The holder requests it (失効の申請, article 9), at the counter of the office of residence. */
  HOLDER_REQUEST(RevocationCause.HOLDER_REQUEST, true),
  /** The holder reports that the key leaked (秘密鍵の漏えい等の届出, article 10), at the counter only. */
  KEY_COMPROMISE(RevocationCause.KEY_COMPROMISE, true),
  /** The certificate should not have been issued as it was. */
  ERRONEOUS_ISSUE(RevocationCause.ERRONEOUS_ISSUE, false),
  /** The authority acts ex officio (職権). */
  EX_OFFICIO(RevocationCause.EX_OFFICIO, false),
  /** The card was destroyed, or its issue found faulty, before it was handed over (交付前の破棄). */
  DESTROYED_BEFORE_DELIVERY(RevocationCause.DESTROYED_BEFORE_DELIVERY, false);

  private final RevocationCause cause;
  private final boolean atTheCounter;

  RevocationGround(RevocationCause cause, boolean atTheCounter) {
    this.cause = cause;
    this.atTheCounter = atTheCounter;
  }

  /** The name in the API: that of the cause. */
  public String id() {
    return cause.id();
  }

  public static Optional<RevocationGround> byId(String id) {
    return Arrays.stream(values()).filter(ground -> ground.id().equals(id)).findFirst();
  }

  /** The cause, if somebody of that role may ask on this ground with that check of identity. */
  public Outcome<RevocationCause> claimedBy(Role role, Optional<IdentityCheck> check) {
    if (!isOpenTo(role)) {
      return Outcome.refused(RefusalCode.GROUND_NOT_ALLOWED, id());
    }
    return atTheCounter && check.isEmpty()
        ? Outcome.refused(RefusalCode.IDENTITY_CHECK_NEEDED)
        : Outcome.done(cause);
  }

  private boolean isOpenTo(Role role) {
    return switch (role) {
      case OFFICE_SUPERVISOR -> true;
      case OFFICE_CLERK -> atTheCounter;
      case CA_OPERATOR -> !atTheCounter;
      case LOSSLINE_OPERATOR, AUDITOR, REGISTER_FEED, RELYING_PARTY -> false;
    };
  }
}
