package org.jitsuin.ca.power;

import java.util.List;
import org.jitsuin.ca.model.Role;

/** Who works for offices and for the loss line. */
final class OfficeActors {
  private static final String SERVER = "org.jitsuin.server.";
  private static final String OPEN_TO_OTHERS =
      SERVER + "AccessIT#call_asEachRole_isOpenToThoseNamedAndToNobodyElse";
  private static final String OTHER_TOWN =
      SERVER + "CardLifeIT#card_ofAnotherMunicipality_isOutOfReach";
  private static final String GROUNDS =
      SERVER + "RevocationIT#revocation_groundsOfOtherRoles_areRefused";
  private static final String LIFE = "org.jitsuin.ca.lifecycle.";
  private static final String APPROVALS = "org.jitsuin.ca.application.ApplicationApprovalsTest#";
  private static final Never NO_CHECK =
      Never.of(
          "have a card or a certificate without a check of identity that is recorded",
          LIFE + "IdentityRulesTest#issue_checkThatDoesNotSuffice_refused",
          LIFE + "IdentityRulesTest#register_checkThatDoesNotSuffice_refused",
          LIFE + "IdentityRulesTest#replace_checkThatDoesNotSuffice_refused");

  private OfficeActors() {}

  static Actor clerk(List<Endpoint> endpoints) {
    return RoleActors.actor(
        Role.OFFICE_CLERK,
        new RoleActors.Names(
            "Clerk of an office",
            "市区町村の窓口職員",
            "Serves the residents of one municipality at its counter."),
        endpoints,
        List.of(
            Never.of("reach a resident who lives in another municipality", OTHER_TOWN),
            NO_CHECK,
            Never.of(
                "have a certificate issued to somebody whom the register has not confirmed, in production",
                LIFE + "ConfirmationsTest#issue_residentOfWhomTheRegisterSaidNothing_waitsForIt",
                LIFE + "ConfirmationsTest#confirmed_withOtherData_tellsTheOfficeAndChangesNothing"),
            Never.of(
                "approve an application, be it another's",
                OPEN_TO_OTHERS,
                SERVER + "ApplicationIT#dualControl_ofRegistrations_asksForASecondPerson"),
            Never.of("revoke ex officio or as erroneously issued", GROUNDS),
            RoleActors.BUDGET,
            Never.of("revoke many certificates in one job", OPEN_TO_OTHERS),
            Never.of(
                "have a key certified that is certified already",
                SERVER + "CardLifeIT#issue_sameKeyTwice_isRefused"),
            Never.of(
                "lift the demand for a second person",
                OPEN_TO_OTHERS,
                "org.jitsuin.ca.application.DualControlTest#change_takingAwayTheSecondPerson_needsASecondPerson")),
        new Compromise(
            "The residents of one municipality: their data are read; within a day's budget and pace"
                + " their cards are suspended, their certificates revoked, new ones issued.",
            "Each act and each look at personal data is an entry with the certificate's serial number;"
                + " the first request after a pause is one, too (staff-recognised). Holders see it at"
                + " the counter, in their card's history.",
            RoleActors.WITHDRAWN,
            List.of(SERVER + "DrillsIT#clerk_stolen_isSeenByEachActAndShutOut")));
  }

  static Actor supervisor(List<Endpoint> endpoints) {
    return RoleActors.actor(
        Role.OFFICE_SUPERVISOR,
        new RoleActors.Names(
            "Supervisor of an office",
            "市区町村の管理者",
            "A clerk who also decides where the office asks for two people."),
        endpoints,
        List.of(
            Never.of("reach a resident who lives in another municipality", OTHER_TOWN),
            NO_CHECK,
            RoleActors.BUDGET,
            Never.of(
                "agree to what they asked for themselves",
                SERVER + "ApplicationIT#dualControl_ofRegistrations_asksForASecondPerson",
                "org.jitsuin.ca.application.DualControlTest#approve_byTheProposer_refused",
                "org.jitsuin.ca.massrevocation.RevocationJobsTest#approve_byTheProposer_refused"),
            Never.of(
                "have anything else done than what the approval showed: keys, check of identity",
                APPROVALS + "complete_withAnythingMoreThanWasApproved_refused",
                APPROVALS + "approve_otherKeysThanWereSeen_refused",
                APPROVALS + "approve_byWhoeverAddedTheKeys_refused"),
            Never.of(
                "revoke a whole key generation, or what another municipality issued",
                "org.jitsuin.ca.massrevocation.RevocationJobsTest#generation_isForOperatorsAlone",
                "org.jitsuin.ca.massrevocation.RevocationJobsTest#supervisor_ofAnotherMunicipality_reachesNothing"),
            Never.of(
                "lift the demand for a second person alone",
                "org.jitsuin.ca.application.DualControlTest#change_takingAwayTheSecondPerson_needsASecondPerson")),
        new Compromise(
            "That of a clerk, and half of what needs two people in one municipality.",
            "As of a clerk; besides dual-control-proposed, application-approved,"
                + " revocation-job-proposed and -approved.",
            RoleActors.WITHDRAWN
                + " Jobs and wishes that they proposed fall with them; open applications of theirs wait"
                + " for another supervisor.",
            List.of(
                SERVER + "DrillsIT#supervisor_stolen_agreesToNothingOfItsOwn",
                "org.jitsuin.ca.staff.OpenWorkFallTest#application_thatTheyApproved_isApprovedAgain_andWhatIsOverStays")));
  }

  static Actor lossLine(List<Endpoint> endpoints) {
    return RoleActors.actor(
        Role.LOSSLINE_OPERATOR,
        new RoleActors.Names(
            "Loss line",
            "コールセンター（一時停止受付）",
            "Answers around the clock and suspends cards that are lost."),
        endpoints,
        List.of(
            Never.of("lift a suspension, issue or revoke", OPEN_TO_OTHERS),
            Never.of(
                "suspend cards faster than the pace for long, or hinder others by trying",
                "org.jitsuin.ca.command.PersonalBrakesTest#suspend_fasterThanThePace_waitsForSecondsAndHindersNobodyElse",
                SERVER + "BrakesIT#suspension_manyInARow_areSlowedForSecondsAndNobodyElseIs"),
            Never.of("read a card by its number alone", OPEN_TO_OTHERS)),
        new Compromise(
            "Cards of the whole country can be suspended, one every ten seconds; nothing is lost for good:"
                + " offices lift what was suspended. Holders can be looked for by name and birth date.",
            "card-suspended and holder-searched, one for each; suspensions-slowed where it goes on for"
                + " an hour; the statistics count them.",
            RoleActors.WITHDRAWN + " Offices lift the suspensions.",
            List.of()));
  }
}
