package org.jitsuin.ca.power;

import java.util.List;
import java.util.Optional;

/** The programs that run. */
final class ProcessActors {
  private ProcessActors() {}

  static List<Actor> all() {
    return List.of(authority(), ocsp(), publisher(), repository(), launcher());
  }

  private static Actor authority() {
    return new Actor(
        Actor.Kind.PROCESS,
        "ca-core",
        "Certificate authority (ca-core)",
        "認証局サーバ",
        "Office API, life cycle, issuing, revoking, the audit log.",
        List.of(
            Deed.of(
                Bound.ALONE,
                "Have the CA token sign certificates, OCSP signers, status keys, checkpoints",
                "status-signer-issued"),
            Deed.of(Bound.ALONE, "What the database user jitsuin_ca may"),
            Deed.of(Bound.ALONE, "Write the files of the log")),
        List.of(
            Never.of(
                "sign what it has not recorded before, be it killed at any moment",
                "org.jitsuin.server.SurvivalIT#kill_beforeAndBehindTheSignature_leavesNothingHalfIssued"),
            Never.of(
                "sign more often than is recorded, unnoticed",
                "org.jitsuin.ca.query.KeyUsesTest#exceeds_moreThanBegun_isSoButForWhatMayBeSignedTwice"),
            Never.of(
                "take a private key out of its token",
                "org.jitsuin.base.keys.TokenTest#generate_key_staysInTheToken"),
            Never.of(
                "read the password of the database's administrator, where the server has a user of its"
                    + " own",
                "org.jitsuin.launcher.server.ServerFilesTest#apply_asTheAccount_readsWhatItNeedsAndNoSecretOfTheLauncher")),
        Optional.of(
            new Compromise(
                "Certificates for anybody, in the authority's name, as long as the program runs.",
                "What the real program counts and records; certificates without an entry, once seen"
                    + " (audit verify, the CRL of what was never issued).",
                "The server is stopped, rebuilt, and a new key generation issues.",
                List.of())));
  }

  private static Actor ocsp() {
    return new Actor(
        Actor.Kind.PROCESS,
        "ocsp-responder",
        "OCSP responder",
        "OCSPレスポンダ",
        "Tells relying parties whether certificates are good; also on a server of its own.",
        List.of(
            Deed.of(Bound.ALONE, "Have the OCSP token make keys, and sign answers"),
            Deed.of(Bound.ALONE, "Have the next key certified, for which the newest one vouches"),
            Deed.of(
                Bound.PROPOSES,
                "Have the first key of a token certified: two operators of the authority admit it"),
            Deed.of(Bound.READS, "What the database user jitsuin_ocsp may")),
        List.of(
            Never.of(
                "read personal data, or the audit log",
                "org.jitsuin.ca.store.GrantsTest#execute_whatTheServiceHasNoNeedOf_denied"),
            Never.of(
                "use a key of the authority, where it runs alone",
                "org.jitsuin.server.OcspAloneIT#itsSecrets_openNothingOfTheAuthoritys"),
            Never.of(
                "answer with a signer that was revoked",
                "org.jitsuin.ocsp.signer.SignerLoaderTest#run_revoked_isNotUsed",
                "org.jitsuin.ocsp.answer.StoredAnswersTest#answer_ofASignerThatWasRevoked_isSignedAnewByAnother")),
        Optional.of(
            new Compromise(
                "Good answers about revoked certificates, from the thief's own machine, to whoever believes"
                    + " that signer: until its certificate ends or relying parties see its revocation.",
                "Answers that differ from the CRL of the same time; the thief's own leave no trace here. A"
                    + " request for a certificate that is refused, where both vouched with that key.",
                "One operator withdraws the responder, two revoke its signers' certificates; two admit"
                    + " another key, of a new token.",
                List.of(
                    "org.jitsuin.ca.massrevocation.AuthorityCertificateRevocationTest#job_ofASigner_revokesItOnceAndTellsEverybody",
                    "org.jitsuin.ca.massrevocation.AuthorityCertificateRevocationTest#job_ofASigner_withdrawsItsResponder",
                    "org.jitsuin.ca.signer.CertifySignersTest#round_olderKeyVouches_isRefused"))));
  }

  private static Actor publisher() {
    return new Actor(
        Actor.Kind.PROCESS,
        "crl-publisher",
        "CRL publisher",
        "CRL発行サーバ",
        "Plans, signs and writes CRLs; stands inside, and is asked by nobody.",
        List.of(
            Deed.of(
                Bound.ALONE, "Have the CA token sign CRLs", "crl-published", "delta-crl-published"),
            Deed.of(
                Bound.ALONE, "Have a status key sign status filters", "status-filter-published"),
            Deed.of(Bound.ALONE, "What the database user jitsuin_crl may"),
            Deed.of(
                Bound.ALONE,
                "Write the files of CRLs, the manifest of them, and the files of status filters")),
        List.of(
            Never.of(
                "read personal data, or reach a head, a lease or an entry of the authority",
                "org.jitsuin.crl.publish.GrantsTest#execute_whatIsNotThePublishersBusiness_isDenied",
                "org.jitsuin.ca.store.GrantsTest#execute_whatTheServiceHasNoNeedOf_denied"),
            Never.of(
                "have an entry in the audit log that tells of anything but a CRL or a status filter, or in another's name",
                "org.jitsuin.ca.record.PublisherEntryTest#read_ofAnythingElse_isNone",
                "org.jitsuin.ca.store.SubmissionsTest#takeIn_ofWhatThePublisherMayNotWrite_refusesThat_andTakesTheOthers"),
            Never.of(
                "answer anybody over the network",
                "org.jitsuin.crl.ArchitectureTest#publishing_answersNobody"),
            Never.of(
                "leave a revocation out of a CRL because its row is gone",
                "org.jitsuin.crl.publish.CompleteTest#run_entryLost_keepsTheOldOne",
                "org.jitsuin.crl.publish.SetBackTest#run_withANewerCrlInTheFiles_signsNothing_servesIt_andIsNotReady")),
        Optional.of(
            new Compromise(
                "The CA token is open to it: whoever is in that program can have anything signed. With its"
                    + " database user alone: no row of the authority, no entry but of a CRL.",
                "A key that signed more often than is recorded; CRLs that are not in the log; entries"
                    + " that were refused, of which readiness and audit verify tell.",
                "The server is stopped, rebuilt, and a new key generation issues. The user alone gets"
                    + " another password.",
                List.of(
                    "org.jitsuin.server.DrillsIT#publishersDatabaseUser_forgesAnEntry_reachesNothing_andIsNamed"))));
  }

  private static Actor repository() {
    String alone =
        "org.jitsuin.server.OcspAloneIT#revocation_atTheAuthority_isOnTheCrlThatWasCarriedHere";
    return new Actor(
        Actor.Kind.PROCESS,
        "repository-server",
        "Repository server",
        "CRL公開サーバ",
        "Hands out CRLs, certificates of the authorities and the hashes of the log to everybody;"
            + " also on a server of its own.",
        List.of(Deed.of(Bound.READS, "Read the directory of CRLs and the public files of the log")),
        List.of(
            Never.of(
                "use a key, open a token, ask a database or write a file",
                "org.jitsuin.repository.ArchitectureTest#repository_hasNoKeyNoTokenNoDatabase",
                "org.jitsuin.repository.ArchitectureTest#repository_writesNoFile",
                alone),
            Never.of(
                "hand out what the publisher did not list, or an older CRL after a newer one",
                "org.jitsuin.repository.content.FollowerTest#run_fileThatIsNotWhatIsListed_isNotHandedOut_untilItIs",
                "org.jitsuin.repository.content.FollowerTest#run_manifestThatGoesBack_isRefused_andTheNextThatDoesNotIsAccepted")),
        Optional.of(
            new Compromise(
                "Relying parties get no CRL there, or one of up to a day and a half ago, which is still"
                    + " signed; nothing is forged.",
                "A CRL there that is not the one in the publisher's directory; OCSP says otherwise.",
                "Another machine is put in its place and the files are carried there: nothing has to"
                    + " be revoked.",
                List.of(alone))));
  }

  private static Actor launcher() {
    return new Actor(
        Actor.Kind.PROCESS,
        "launcher",
        "Launcher (./jitsuin)",
        "ランチャ",
        "Starts and stops; holds ceremonies; makes schemas, users and grants as the database's"
            + " administrator.",
        List.of(
            Deed.of(Bound.ALONE, "What the operator of the machine may: it is their tool"),
            Deed.of(Bound.ALONE, "Use the password of the database's administrator")),
        List.of(
            Never.of(
                "write a PIN to a file of the installation where custodians hold the tokens",
                "org.jitsuin.launcher.custody.CustodyTest#open_anyTwo_writesTheSamePinsForTheOwnerOnly")),
        Optional.empty());
  }
}
