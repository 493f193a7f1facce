package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RevocationGroundTest {
  private static final Optional<IdentityCheck> CHECKED =
      Optional.of(
          new IdentityCheck(
              Set.of(IdentityCheck.Person.HOLDER), Set.of(IdentityCheck.Document.PASSPORT)));

  @ParameterizedTest
  @CsvSource({
    "HOLDER_REQUEST, OFFICE_CLERK, OFFICE_SUPERVISOR",
    "KEY_COMPROMISE, OFFICE_CLERK, OFFICE_SUPERVISOR",
    "ERRONEOUS_ISSUE, OFFICE_SUPERVISOR, CA_OPERATOR",
    "EX_OFFICIO, OFFICE_SUPERVISOR, CA_OPERATOR",
    "DESTROYED_BEFORE_DELIVERY, OFFICE_SUPERVISOR, CA_OPERATOR"
  })
  void claimedBy_eachRole_isOpenToTheTwoNamedOnly(RevocationGround ground, Role one, Role other) {
    for (Role role : Role.values()) {
      Outcome<RevocationCause> outcome = ground.claimedBy(role, CHECKED);
      if (EnumSet.of(one, other).contains(role)) {
        assertThat(outcome)
            .as(role.id())
            .isEqualTo(Outcome.done(RevocationCause.valueOf(ground.name())));
      } else {
        assertThat(outcome)
            .as(role.id())
            .isEqualTo(Outcome.refused(RefusalCode.GROUND_NOT_ALLOWED, ground.id()));
      }
    }
  }

  @Test
  void claimedBy_withoutCheckOfIdentity_isRefusedAtTheCounterOnly() {
    Outcome<RevocationCause> needed = Outcome.refused(RefusalCode.IDENTITY_CHECK_NEEDED);
    Optional<IdentityCheck> none = Optional.empty();
    assertThat(RevocationGround.HOLDER_REQUEST.claimedBy(Role.OFFICE_CLERK, none))
        .isEqualTo(needed);
    assertThat(RevocationGround.KEY_COMPROMISE.claimedBy(Role.OFFICE_SUPERVISOR, none))
        .isEqualTo(needed);
    assertThat(RevocationGround.EX_OFFICIO.claimedBy(Role.CA_OPERATOR, none))
        .isEqualTo(Outcome.done(RevocationCause.EX_OFFICIO));
    // Whoever may not ask at all is not told what would be needed.
    assertThat(RevocationGround.HOLDER_REQUEST.claimedBy(Role.CA_OPERATOR, none))
        .isEqualTo(Outcome.refused(RefusalCode.GROUND_NOT_ALLOWED, "holder-request"));
  }

  @ParameterizedTest
  @EnumSource(RevocationGround.class)
  void byId_ofEachGround_findsIt(RevocationGround ground) {
    assertThat(RevocationGround.byId(ground.id())).contains(ground);
  }

  @Test
  void byId_ofACauseThatNobodyAsksFor_isEmpty() {
    assertThat(RevocationGround.byId("card-ended")).isEmpty();
    // Of all that a key signed, by a job.
    assertThat(RevocationGround.byId("authority-key-compromise")).isEmpty();
  }
}
