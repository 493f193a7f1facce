package org.jitsuin.ca.power;

import java.util.List;
import java.util.Optional;

/** People who act beside the office API, and the Internet. */
final class PersonActors {
  private static final String BASE_CUSTODY = "org.jitsuin.installation.custody.";
  private static final String LAUNCHER = "org.jitsuin.launcher.";
  private static final String TAMPERING =
      "org.jitsuin.installation.reconciliation.ReconciliationTest#run_afterTampering_namesIt";

  private PersonActors() {}

  static List<Actor> all() {
    return List.of(custodian(), launcherOperator(), databaseAdministrator(), witness(), anybody());
  }

  private static Actor custodian() {
    return new Actor(
        Actor.Kind.PERSON,
        "custodian",
        "Custodian",
        "鍵の保管者",
        "Holds one share of the secret that opens the tokens, and a key that signs the records of"
            + " ceremonies.",
        List.of(
            Deed.of(
                Bound.AGREES,
                "Open the tokens, with as many others as the ceremony fixed: at each start, for a"
                    + " roll-over, a new OCSP signer, a renewal, a backup and its return",
                "tokens-unlocked"),
            Deed.of(Bound.AGREES, "Sign the record of a ceremony")),
        List.of(
            Never.of(
                "open a token alone",
                BASE_CUSTODY
                    + "CustodyPropertyTest#combine_asManyAsNeeded_givesTheSecretAndFewerDoNot",
                BASE_CUSTODY + "CustodyTest#open_oneShareTwice_isTooFew"),
            Never.of(
                "pass a forged share unnoticed",
                BASE_CUSTODY + "CustodyTest#open_forgedShares_areNamed")),
        Optional.of(
            new Compromise(
                "Nothing, as long as fewer shares than needed are in one hand.",
                "A share that is used is named in tokens-unlocked, with its number.",
                "Shares cannot be changed: back up and found the authority anew, or see to it that no"
                    + " further share is lost.",
                List.of(
                    "org.jitsuin.server.KeyDrillsIT#custodian_stolenShare_opensNothing_andEachOpeningIsNamed"))));
  }

  private static Actor launcherOperator() {
    return new Actor(
        Actor.Kind.PERSON,
        "launcher-operator",
        "Operator of the machine",
        "サーバ管理者（ランチャ実行者）",
        "Works with the account of the launcher: starts, stops, backs up, renews.",
        List.of(
            Deed.of(
                Bound.ALONE,
                "Start and stop the server and the private database",
                "server-started",
                "server-stopped"),
            Deed.of(
                Bound.ALONE, "Change settings, which hold from the next start", "settings-changed"),
            Deed.of(
                Bound.ALONE,
                "Hold a ceremony, make a new key generation or OCSP signer, renew certificates of staff"
                    + " and of TLS, copy the tokens: where no custodians hold them",
                "issuer-created",
                "ocsp-signer-issued",
                "staff-registered",
                "server-certificate-issued",
                "tokens-backed-up"),
            Deed.of(
                Bound.PROPOSES,
                "All of these where custodians hold the tokens: as many as needed bring their shares",
                "tokens-unlocked"),
            Deed.of(
                Bound.PROPOSES,
                "Recover after an older state of the database was put back: two operators of the"
                    + " authority sign",
                "log-recovered"),
            Deed.of(
                Bound.PROPOSES,
                "Retire a key generation whose certificates have all ended: two operators of the"
                    + " authority sign",
                "issuer-retired"),
            Deed.of(
                Bound.PROPOSES,
                "Erase one person before the time is over, on an order: two operators of the authority"
                    + " sign",
                "erasure-proposed",
                "holder-erased")),
        List.of(
            Never.of(
                "open tokens that custodians hold, without their shares",
                LAUNCHER + "custody.CustodyTest#open_wrongShares_areEachNamedWithANumber",
                LAUNCHER + "custody.CustodyTest#open_forgedShare_isFoundWithoutAskingAToken"),
            Never.of(
                "recover without two operators of the authority",
                "org.jitsuin.installation.recovery.RecoveryTest#sign_byOnePerson_orByWhoIsNoOperator_isRefused"),
            Never.of(
                "retire a key generation of which anything is good",
                "org.jitsuin.installation.ceremony.RollOverTest#retire_theOlderGeneration_onceAllOfItIsOver"),
            Never.of(
                "copy tokens in the clear",
                LAUNCHER
                    + "backup.TokenBackupTest#open_rightPassword_givesTheFilesAndNoOtherDoes")),
        Optional.of(
            new Compromise(
                "Everything on that machine while tokens are open: PINs and passwords lie there, a program"
                    + " of another make can sign without an entry. Where a hardware token holds the keys"
                    + " they cannot be carried away.",
                "server-started, settings-changed; a key that signed more often than is recorded"
                    + " (audit verify, GET /audit/keys), as far as the programs that count are the real"
                    + " ones; witnesses remember each root.",
                "The machine is stopped and kept; keys are held to be compromised: a new generation, and"
                    + " mass revocation of what the old one issued, by two operators.",
                List.of())));
  }

  private static Actor databaseAdministrator() {
    return new Actor(
        Actor.Kind.PERSON,
        "database-administrator",
        "Administrator of the database",
        "データベース管理者",
        "Has the password of the database's administrator, which the launcher uses to make schemas,"
            + " users and grants.",
        List.of(Deed.of(Bound.ALONE, "Read and change every row of every table")),
        List.of(
            Never.of("change what is recorded and not be found out", TAMPERING),
            Never.of(
                "put an older state back and have it go on",
                "org.jitsuin.ca.log.SetbackTest#round_withAnOlderDatabase_signsNothing_saysHowMuchIsMissing_andClosesTheLog"),
            Never.of(
                "sign: a signed root of the log, a certificate or a CRL needs a key in a token",
                "org.jitsuin.audit.auditor.AuditToolTest#verify_withARewrittenLog_saysThatItIsAnother"),
            Never.of(
                "use the clear text of a service's password from the database's own log",
                "org.jitsuin.installation.setup.DatabaseInstallerTest#install_generalLog_showsNoPassword")),
        Optional.of(
            new Compromise(
                "All personal data are read. Rows are changed: staff made, revocations taken back,"
                    + " intents or certificates put in; the servers believe it until somebody looks.",
                "audit verify names each change against the signed log; a CRL on which a revocation is"
                    + " missing is not published, and the server is not ready; an older state closes the"
                    + " log.",
                "The database is put back from its copy and recovered, or the rows are set right by what"
                    + " audit verify says; the password is changed.",
                List.of(
                    "org.jitsuin.server.DrillsIT#databaseAdministrator_makesARevokedCertificateGood_isNamedAndSetRight",
                    TAMPERING))));
  }

  private static Actor witness() {
    return new Actor(
        Actor.Kind.PERSON,
        "witness",
        "Witness of the log",
        "監査ログの証人",
        "Somebody else's machine, which remembers the log's newest root and cosigns it.",
        List.of(Deed.of(Bound.ALONE, "Cosign a root that goes on from the one before")),
        List.of(
            Never.of(
                "read an entry, whose hashes alone it is shown",
                "org.jitsuin.server.AuditLogIT#verify_overHttp_checksTheHashes_andEntriesAreNotPublic"),
            Never.of(
                "stop the authority by not answering",
                "org.jitsuin.ca.log.WitnessRoundTest#round_withoutAnAnswer_publishesNothingNew")),
        Optional.of(
            new Compromise(
                "Its cosignature on a fork of the log, which only helps whoever has the log's key as well.",
                "Two roots of one size with its cosignature.",
                "It is taken out of jitsuin.audit.witnesses; verifiers forget its key.",
                List.of(
                    "org.jitsuin.server.KeyDrillsIT#witness_stolenKey_cosignsAFork_thatNobodyTakesForTheLog"))));
  }

  private static Actor anybody() {
    return new Actor(
        Actor.Kind.PERSON,
        "anybody",
        "Anybody on the Internet",
        "不特定の利用者（インターネット）",
        "Whoever reaches the HTTP port, without a certificate.",
        List.of(
            Deed.of(
                Bound.READS,
                "Fetch CRLs, certificates of the authorities and the hashes of the log"),
            Deed.of(
                Bound.READS,
                "Ask the OCSP responder about a serial number, unless only registered relying parties"
                    + " are answered")),
        List.of(
            Never.of(
                "use the office API",
                "org.jitsuin.server.AccessIT#call_withoutCertificate_isRefused",
                "org.jitsuin.server.AccessIT#call_withForeignCertificate_isRefusedByTls",
                "org.jitsuin.server.AccessIT#call_overPlainHttp_isRefused"),
            Never.of(
                "read an entry of the audit log",
                "org.jitsuin.server.AuditLogIT#verify_overHttp_checksTheHashes_andEntriesAreNotPublic"),
            Never.of(
                "keep others from being served by being slow",
                "org.jitsuin.server.SlowClientsIT#others_besideSlowClients_areServed")),
        Optional.empty());
  }
}
