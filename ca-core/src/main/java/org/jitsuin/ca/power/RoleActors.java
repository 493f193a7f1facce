package org.jitsuin.ca.power;

import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.model.Role;

/**
 * Whoever holds a client certificate. What a role can do is read from the endpoints; here stands
 * what it cannot, and what a stolen certificate costs.
 */
final class RoleActors {
  private static final String SERVER = "org.jitsuin.server.";
  private static final String OPEN_TO_OTHERS =
      SERVER + "AccessIT#call_asEachRole_isOpenToThoseNamedAndToNobodyElse";
  private static final String OTHER_TOWN =
      SERVER + "CardLifeIT#card_ofAnotherMunicipality_isOutOfReach";
  private static final String GROUNDS =
      SERVER + "RevocationIT#revocation_groundsOfOtherRoles_areRefused";
  private static final String NO_ENTRY_CHANGES =
      "org.jitsuin.ca.store.GrantsTest#execute_whatTheServiceHasNoNeedOf_denied";

  private static final String STAFF = "org.jitsuin.ca.staff.";
  private static final String LIFE = "org.jitsuin.ca.lifecycle.";
  private static final Never NO_CHECK =
      Never.of(
          "have a card or a certificate without a check of identity that is recorded",
          LIFE + "IdentityRulesTest#issue_checkThatDoesNotSuffice_refused",
          LIFE + "IdentityRulesTest#register_checkThatDoesNotSuffice_refused",
          LIFE + "IdentityRulesTest#replace_checkThatDoesNotSuffice_refused");

  private static final Never BUDGET =
      Never.of(
          "end certificates or cards in more acts of a day than the budget allows, by whichever door",
          LIFE + "BudgetTest#spend_anySequenceOfOnePerson_endsNoMoreThanTheBudgets",
          "org.jitsuin.ca.command.PersonalBrakesTest#perform_fortyAtOnceOnTwoServers_endNoMoreThanTheBudget",
          SERVER + "BrakesIT#revocation_tenThousandOfOneOperator_endNoMoreThanTheBudget");

  /** What every role has in common, once it is known that a certificate is in other hands. */
  private static final String WITHDRAWN =
      "Somebody blocks the person, and two withdraw or replace the certificate; from then on it is"
          + " turned away on every server, on open connections too. What was done with it is found by"
          + " its serial number in the audit log.";

  private RoleActors() {}

  static List<Actor> all(List<Endpoint> endpoints) {
    return List.of(
        clerk(endpoints),
        supervisor(endpoints),
        lossLine(endpoints),
        auditor(endpoints),
        operator(endpoints),
        feed(endpoints),
        relyingParty(endpoints));
  }

  private static Actor actor(
      Role role, Names names, List<Endpoint> endpoints, List<Never> never, Compromise compromise) {
    List<Deed> deeds =
        endpoints.stream()
            .flatMap(endpoint -> Optional.ofNullable(endpoint.roles().get(role.id())).stream())
            .toList();
    return new Actor(
        Actor.Kind.ROLE,
        role.id(),
        names.english(),
        names.japanese(),
        names.about(),
        deeds,
        never,
        Optional.of(compromise));
  }

  /** What an actor is called, and who it is. */
  record Names(String english, String japanese, String about) {}

  private static Actor clerk(List<Endpoint> endpoints) {
    return actor(
        Role.OFFICE_CLERK,
        new Names(
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
            BUDGET,
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
            WITHDRAWN,
            List.of()));
  }

  private static Actor supervisor(List<Endpoint> endpoints) {
    return actor(
        Role.OFFICE_SUPERVISOR,
        new Names(
            "Supervisor of an office",
            "市区町村の管理者",
            "A clerk who also decides where the office asks for two people."),
        endpoints,
        List.of(
            Never.of("reach a resident who lives in another municipality", OTHER_TOWN),
            NO_CHECK,
            BUDGET,
            Never.of(
                "agree to what they asked for themselves",
                SERVER + "ApplicationIT#dualControl_ofRegistrations_asksForASecondPerson",
                "org.jitsuin.ca.application.DualControlTest#approve_byTheProposer_refused",
                "org.jitsuin.ca.massrevocation.RevocationJobsTest#approve_byTheProposer_refused"),
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
            WITHDRAWN + " Jobs that were proposed are cancelled by anybody who may propose them.",
            List.of()));
  }

  private static Actor lossLine(List<Endpoint> endpoints) {
    return actor(
        Role.LOSSLINE_OPERATOR,
        new Names(
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
            WITHDRAWN + " Offices lift the suspensions.",
            List.of()));
  }

  private static Actor auditor(List<Endpoint> endpoints) {
    return actor(
        Role.AUDITOR,
        new Names("Auditor", "監査人", "Reads everything and changes nothing."),
        endpoints,
        List.of(
            Never.of("change anything", OPEN_TO_OTHERS),
            Never.of("change or take away an entry of the audit log", NO_ENTRY_CHANGES)),
        new Compromise(
            "All that is kept can be read, personal data among it.",
            "holder-read, application-read and log-exported, one for each look.",
            WITHDRAWN,
            List.of()));
  }

  private static Actor operator(List<Endpoint> endpoints) {
    return actor(
        Role.CA_OPERATOR,
        new Names(
            "Operator of the authority", "認証局の運用担当者", "Runs the authority; sees no personal data."),
        endpoints,
        List.of(
            Never.of(
                "read personal data",
                OPEN_TO_OTHERS,
                SERVER + "SearchIT#certificates_byOwnerAndState_areFoundByThoseWhoMay"),
            Never.of("register a card or have a certificate issued", OPEN_TO_OTHERS),
            Never.of("revoke in the holder's name", GROUNDS),
            BUDGET,
            Never.of(
                "decide alone on events that are held",
                "org.jitsuin.ca.residentevent.ReleaseHeldEventsTest#decide_alone_isNotEnough"),
            Never.of(
                "revoke many certificates in one job alone",
                "org.jitsuin.ca.massrevocation.RevocationJobsTest#approve_byTheProposer_refused",
                "org.jitsuin.ca.massrevocation.RevocationJobsTest#serials_listedByAnOperator_areApprovedByAnother"),
            Never.of(
                "erase a person alone, or one whose certificates are good",
                "org.jitsuin.installation.recovery.RecoveryTest#sign_byOnePerson_orByWhoIsNoOperator_isRefused",
                "org.jitsuin.installation.erasure.ErasureTest#carryOut_whileCertificatesAreGood_isRefusedOnAnyGround"),
            Never.of(
                "let somebody in among the staff, or let in again, alone",
                STAFF + "StaffChangesTest#approve_byWhoeverProposedIt_refused"),
            Never.of(
                "shut out more people than a few a day alone, or all other operators",
                STAFF
                    + "BlockStaffTest#block_moreThanAFewADay_refused_alsoByTheSamePersonWithAnotherCertificate",
                STAFF + "BlockStaffTest#block_ofOneOfTheLastTwoOperators_refused"),
            Never.of(
                "erase a person alone, or one whose certificates are good",
                "org.jitsuin.installation.recovery.RecoveryTest#sign_byOnePerson_orByWhoIsNoOperator_isRefused",
                "org.jitsuin.installation.erasure.ErasureTest#carryOut_whileCertificatesAreGood_isRefusedOnAnyGround"),
            Never.of(
                "recover after a setback alone",
                "org.jitsuin.installation.recovery.RecoveryTest#sign_byOnePerson_orByWhoIsNoOperator_isRefused")),
        new Compromise(
            "Issuing can be closed, a few people shut out for a while, relying parties registered and"
                + " ended; a day's budget of certificates"
                + " can be revoked where the holder's office asks for no second person.",
            "budget-used-up, issuing-closed, certificate-revoked, relying-party-… and revocation-job-…, each with the"
                + " certificate's serial number.",
            WITHDRAWN
                + " Another operator opens issuing, cancels jobs, ends relying parties; two let in again"
                + " who was shut out.",
            List.of()));
  }

  private static Actor feed(List<Endpoint> endpoints) {
    return actor(
        Role.REGISTER_FEED,
        new Names(
            "Feed of the resident register",
            "住民基本台帳からの異動通知",
            "The register's system, which reports moves, deaths and other events."),
        endpoints,
        List.of(
            Never.of("issue, suspend, or read a resident", OPEN_TO_OTHERS),
            Never.of(
                "have more of what ends something applied in an hour than its limit, before two people looked",
                "org.jitsuin.ca.residentevent.EventBrakesTest#takeIn_thirtyAtOnceOnTwoServers_letTheLimitPassAndHoldAllOthers",
                SERVER + "BrakesIT#event_moreThanAnHourMayHave_waitsForTwoOperators"),
            Never.of(
                "say two things under one event's name",
                "org.jitsuin.ca.residentevent.ResidentEventDeliveryTest#record_sameIdWithOtherContent_refusedAndNothingChanged")),
        new Compromise(
            "False events end certificates and cards of anybody, up to an hour's limit until somebody"
                + " notices, and change what is known of residents.",
            "events-held where the limit is passed, which readiness and metrics tell; resident-event-recorded,"
                + " one for each event, with what it revoked; certificates_revoked in the statistics.",
            WITHDRAWN
                + " The register tells what it never sent; offices issue anew. What was revoked stays"
                + " revoked.",
            List.of()));
  }

  private static Actor relyingParty(List<Endpoint> endpoints) {
    return actor(
        Role.RELYING_PARTY,
        new Names(
            "Relying party",
            "署名検証者等",
            "Asks which certificates follow each other, and the OCSP responder."),
        endpoints,
        List.of(
            Never.of(
                "learn a holder's name, address or card",
                SERVER
                    + "RevocationIT#lineage_acrossReissueAndReplacement_isWholeAndWithoutPersonalData"),
            Never.of("change anything", OPEN_TO_OTHERS)),
        new Compromise(
            "It is told the lineage of certificates whose serial numbers the thief knows already.",
            "lineage-read, one for each question; what OCSP answered it is counted by day.",
            WITHDRAWN + " An operator ends the relying party.",
            List.of(
                SERVER
                    + "SurvivalIT#relyingParty_registeredOverTheApi_isAnsweredOverMutualTlsUntilItEnds")));
  }
}
