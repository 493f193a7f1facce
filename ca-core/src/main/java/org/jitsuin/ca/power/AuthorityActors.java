package org.jitsuin.ca.power;

import java.util.List;
import org.jitsuin.ca.model.Role;

/** Who runs and audits the authority, and the systems that call it. */
final class AuthorityActors {
  private static final String SERVER = "org.jitsuin.server.";
  private static final String OPEN_TO_OTHERS =
      SERVER + "AccessIT#call_asEachRole_isOpenToThoseNamedAndToNobodyElse";
  private static final String GROUNDS =
      SERVER + "RevocationIT#revocation_groundsOfOtherRoles_areRefused";
  private static final String NO_ENTRY_CHANGES =
      "org.jitsuin.ca.store.GrantsTest#execute_whatTheServiceHasNoNeedOf_denied";
  private static final String STAFF = "org.jitsuin.ca.staff.";

  private AuthorityActors() {}

  static Actor auditor(List<Endpoint> endpoints) {
    return RoleActors.actor(
        Role.AUDITOR,
        new RoleActors.Names("Auditor", "監査人", "Reads everything and changes nothing."),
        endpoints,
        List.of(
            Never.of("change anything", OPEN_TO_OTHERS),
            Never.of("change or take away an entry of the audit log", NO_ENTRY_CHANGES)),
        new Compromise(
            "All that is kept can be read, personal data among it.",
            "holder-read, application-read and log-exported, one for each look.",
            RoleActors.WITHDRAWN,
            List.of(SERVER + "DrillsIT#auditor_stolen_readsAndLeavesATraceOfEachLook")));
  }

  static Actor operator(List<Endpoint> endpoints) {
    return RoleActors.actor(
        Role.CA_OPERATOR,
        new RoleActors.Names(
            "Operator of the authority", "認証局の運用担当者", "Runs the authority; sees no personal data."),
        endpoints,
        List.of(
            Never.of(
                "read personal data",
                OPEN_TO_OTHERS,
                SERVER + "SearchIT#certificates_byOwnerAndState_areFoundByThoseWhoMay"),
            Never.of("register a card or have a certificate issued", OPEN_TO_OTHERS),
            Never.of("revoke in the holder's name", GROUNDS),
            RoleActors.BUDGET,
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
                "recover after a setback alone",
                "org.jitsuin.installation.recovery.RecoveryTest#sign_byOnePerson_orByWhoIsNoOperator_isRefused")),
        new Compromise(
            "Issuing can be closed, a few people shut out for a while, relying parties registered and"
                + " ended; a day's budget of certificates can be revoked where the holder's office asks for"
                + " no second person.",
            "budget-used-up, staff-change-proposed, issuing-closed, certificate-revoked, relying-party-… and"
                + " revocation-job-…, each with the certificate's serial number.",
            RoleActors.WITHDRAWN
                + " Jobs and decisions that they had a part in fall with them. Another operator opens"
                + " issuing, ends relying parties; two let in again who was shut out.",
            List.of(
                SERVER + "DrillsIT#operator_stolen_opensNoDoorForOthers",
                "org.jitsuin.ca.staff.OpenWorkFallTest#job_thatRuns_isStoppedOnEveryServer_andNeedsTwoOthers",
                SERVER + "BrakesIT#revocation_tenThousandOfOneOperator_endNoMoreThanTheBudget")));
  }

  static Actor feed(List<Endpoint> endpoints) {
    return RoleActors.actor(
        Role.REGISTER_FEED,
        new RoleActors.Names(
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
            RoleActors.WITHDRAWN
                + " The register tells what it never sent; offices issue anew. What was revoked stays"
                + " revoked.",
            List.of(
                SERVER + "DrillsIT#feed_stolen_endsWhatItReports_andNothingElse_untilShutOut",
                SERVER + "BrakesIT#event_moreThanAnHourMayHave_waitsForTwoOperators",
                "org.jitsuin.ca.residentevent.ReleaseHeldEventsTest#reject_heldEvents_areRefusedForGoodAndThoseBehindThemApplied")));
  }

  static Actor relyingParty(List<Endpoint> endpoints) {
    return RoleActors.actor(
        Role.RELYING_PARTY,
        new RoleActors.Names(
            "Relying party",
            "署名検証者等",
            "Asks which certificates follow each other, and the OCSP responder; is told the latest data"
                + " of holders who consented, and brings what holders signed."),
        endpoints,
        List.of(
            Never.of(
                "learn of a holder to what the holder did not consent",
                "org.jitsuin.ca.latestdata.RandomConsentsTest#tell_inAnyLife_onlyWhatIsConsentedToNotWithdrawnAndWithAGoodCertificate"),
            Never.of(
                "learn a holder's name, address or card from a lineage",
                SERVER
                    + "RevocationIT#lineage_acrossReissueAndReplacement_isWholeAndWithoutPersonalData"),
            Never.of(
                "give or withdraw a consent that no holder signed",
                "org.jitsuin.ca.consent.SignedTextTest#read_anyOctetChanged_isNobodys"),
            Never.of("change anything else", OPEN_TO_OTHERS)),
        new Compromise(
            "It is told the lineage of certificates whose serial numbers the thief knows already, and the"
                + " latest data of holders whose consents to it the thief knows by their ids.",
            "lineage-read and consent-answered, one for each question, as many a day as it may ask; what"
                + " OCSP answered it is counted by day. Holders are shown who was told when.",
            RoleActors.WITHDRAWN + " An operator ends the relying party.",
            List.of(
                SERVER
                    + "SurvivalIT#relyingParty_registeredOverTheApi_isAnsweredOverMutualTlsUntilItEnds")));
  }
}
