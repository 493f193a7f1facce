package org.jitsuin.ca.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.params.provider.Arguments;

/** An entry of each kind of act, and of some kinds further ones: as the golden files have them. */
final class ActExamples {
  private static final Instant AT = Instant.parse("2025-10-27T03:04:05.678Z");
  private static final Instant SECOND = AT.truncatedTo(ChronoUnit.SECONDS);
  private static final Optional<Instant> HOUR_BEFORE = Optional.of(SECOND.minusSeconds(3600));
  private static final Issuer SIGNATURE = new Issuer(Authority.SIGNATURE, 1);
  private static final Issuer IDENTIFICATION = new Issuer(Authority.USER_IDENTIFICATION, 2);
  private static final Serial SERIAL = Serial.parse("0199eb2a3f0e00112233445566778899");
  private static final Serial OTHER_SERIAL = Serial.parse("0199eb2a3f0effeeddccbbaa99887766");
  private static final String CARD = "6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11";
  private static final String OTHER_CARD = "0d6f2c1e-6f0e-4a7b-9c55-0a1b2c3d4e5f";
  private static final String APPLICATION = "5a2f1c3e-2b1d-4f7a-8c66-7d1b2c3e4f50";
  private static final String HASH = "ab".repeat(32);

  /** The hash of what was told, whose opening is kept nowhere. */
  private static final String TOLD = "cd".repeat(32);

  private static final Fingerprint FINGERPRINT =
      Fingerprint.of("certificate".getBytes(StandardCharsets.US_ASCII));

  private static final List<String> NONE = List.of();
  private static final List<String> BOTH = List.of("holder", "representative");
  private static final List<String> SHOWN = List.of("passport", "representation-proof");

  private static final Actor CLERK =
      new Actor.Staff("clerk-13221", "office-clerk", Serial.parse("0a0b0c"), Optional.empty());

  /** Since people are told apart by an id. */
  private static final Actor PERSON =
      new Actor.Staff("clerk-13221", "office-clerk", Serial.parse("0a0b0c"), Optional.of("p-4711"));

  private static final Actor SYSTEM = new Actor.Component("ca-core", "node-1");

  private ActExamples() {}

  /** One of each kind. */
  static Stream<AuditEntry> entries() {
    return Stream.of(
            keyActs(),
            responderActs(),
            custodyActs(),
            lifeActs(),
            deskActs(),
            jobActs(),
            partyActs(),
            consentActs(),
            brakeActs(),
            staffActs(),
            erasures())
        .flatMap(acts -> acts);
  }

  private static Stream<AuditEntry> keyActs() {
    return Stream.of(
        by(
            SYSTEM,
            new CeremonyAct.IssuerCreated(SIGNATURE, SERIAL, FINGERPRINT, "rsa-2048-sha256")),
        by(
            SYSTEM,
            new CeremonyAct.SignerIssued(SIGNATURE, SERIAL, FINGERPRINT, AT.plusSeconds(60))),
        by(
            SYSTEM,
            new CeremonyAct.StatusSignerIssued(
                SIGNATURE, SERIAL, FINGERPRINT, AT.plusSeconds(60), FINGERPRINT)),
        by(
            SYSTEM,
            new CeremonyAct.LogKeyCreated("localhost:8080/log", FINGERPRINT, "ecdsa-p256-sha256")),
        by(
            SYSTEM,
            new CeremonyAct.StaffRegistered(
                "clerk-13221",
                "office-clerk",
                Optional.of("13221"),
                SERIAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        by(
            SYSTEM,
            new CeremonyAct.ServerCertificateIssued(
                List.of("localhost", "127.0.0.1"), SERIAL, AT.plusSeconds(86_400))),
        by(
            SYSTEM,
            new ServiceAct.CrlPublished(
                SIGNATURE, "13221-g1", 17, AT, AT.plusSeconds(86_400), 3, FINGERPRINT)),
        by(
            SYSTEM,
            new ServiceAct.DeltaCrlPublished(
                SIGNATURE, "13221-g1-delta", 17, 12, AT, AT.plusSeconds(86_400), 3, FINGERPRINT)),
        by(
            SYSTEM,
            new ServiceAct.StatusFilterPublished(
                SIGNATURE.authority(),
                17,
                AT,
                AT.plusSeconds(86_400),
                7_593,
                FINGERPRINT,
                FINGERPRINT,
                Optional.of(FINGERPRINT))),
        by(SYSTEM, new ServiceAct.ServerStarted("0.1.0")),
        by(SYSTEM, new ServiceAct.ServerStopped()),
        by(
            SYSTEM,
            new ServiceAct.SettingsChanged(
                List.of(
                    new ServiceAct.SettingChange("jitsuin.crl.delay", "", "PT5M"),
                    new ServiceAct.SettingChange("jitsuin.db.url", "sha256:" + HASH, "")))),
        by(
            SYSTEM,
            new ServiceAct.LogRecovered(
                7_518,
                7_593,
                "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
                3,
                2,
                AT.minusSeconds(3_600),
                AT,
                List.of("operator 0a0b0c", "operator2 0a0b0d"))));
  }

  private static Stream<AuditEntry> responderActs() {
    return Stream.of(
        by(
            SYSTEM,
            new CeremonyAct.SignerRequested(
                "validation-1", SIGNATURE, SERIAL, FINGERPRINT, Optional.of(OTHER_SERIAL))),
        by(CLERK, new CeremonyAct.ResponderProposed("validation-1", FINGERPRINT)),
        by(
            CLERK,
            new CeremonyAct.ResponderAdmitted(
                "validation-1", 2, "operators", Optional.of(FINGERPRINT))),
        by(CLERK, new CeremonyAct.ResponderWithdrawn("validation-1", 2, "request", HASH)));
  }

  private static Stream<AuditEntry> custodyActs() {
    Issuer next = new Issuer(Authority.SIGNATURE, 2);
    return Stream.of(
        by(
            SYSTEM,
            new CeremonyAct.CustodiansAppointed("00aabbcc", 2, List.of("sato", "suzuki", "abe"))),
        by(SYSTEM, new CeremonyAct.TokensUnlocked("00aabbcc", List.of(1, 3), "start")),
        by(
            SYSTEM,
            new CeremonyAct.CeremonyRecorded("foundation", Optional.of(FINGERPRINT), FINGERPRINT)),
        by(SYSTEM, new CeremonyAct.RollOverBegun(next, SIGNATURE)),
        by(SYSTEM, new CeremonyAct.LinkIssued(SIGNATURE, next, SERIAL, FINGERPRINT)),
        by(SYSTEM, new CeremonyAct.RollOverCompleted(next, SIGNATURE)),
        by(SYSTEM, new CeremonyAct.TokensBackedUp(FINGERPRINT, 6)),
        by(SYSTEM, new CeremonyAct.TokensRestored(FINGERPRINT, 6)));
  }

  private static Stream<AuditEntry> lifeActs() {
    return Stream.of(
        by(CLERK, new CardAct.CardRegistered(CARD, "13221", HASH, Optional.empty(), NONE, NONE)),
        by(
            CLERK,
            new CertificateAct.CertificatesIssued(
                CARD,
                List.of(
                    new CertificateAct.IssuedCertificate(
                        SIGNATURE, SERIAL, "13221-g1", FINGERPRINT),
                    new CertificateAct.IssuedCertificate(
                        IDENTIFICATION, OTHER_SERIAL, "13221-g2", FINGERPRINT)),
                NONE,
                NONE)),
        by(SYSTEM, new CertificateAct.IssueAbandoned(SIGNATURE, SERIAL, Optional.of(CARD))),
        by(
            SYSTEM,
            new CertificateAct.CertificateRevoked(
                CARD,
                SIGNATURE,
                SERIAL,
                RevocationReason.AFFILIATION_CHANGED,
                SECOND,
                HOUR_BEFORE,
                "resident-data-changed",
                "resident-event e-17")),
        by(
            SYSTEM,
            new CertificateAct.OwnCertificateRevoked(
                SIGNATURE,
                SERIAL,
                RevocationReason.KEY_COMPROMISE,
                SECOND,
                HOUR_BEFORE,
                "key-compromise",
                "revocation-job 7d1e5c2a-4f7e-4d54-9f6e-2f0f5b0c9a11")),
        by(CLERK, new CertificateAct.CertificateHeld(CARD, SIGNATURE, SERIAL, SECOND)),
        by(CLERK, new CertificateAct.CertificateRestored(CARD, SIGNATURE, SERIAL)),
        by(
            CLERK,
            new CardAct.CardReplaced(
                CARD, OTHER_CARD, "lost", "NERIMA-2025-17", 1000, NONE, NONE, Optional.empty())),
        by(CLERK, new CardAct.CardTermChanged(CARD, LocalDate.of(2030, 2, 17), "stay-extended")),
        by(SYSTEM, new CardAct.CardEnded(CARD, "never-found", "rule")),
        by(CLERK, new CardAct.CardSuspended(CARD, HASH)),
        by(
            CLERK,
            new CardAct.SuspensionLifted(CARD, List.of("holder"), List.of("driving-licence"))),
        by(
            CLERK,
            new CardAct.PinRecorded(
                CARD, "signature", "reset", List.of("holder"), List.of("passport"))),
        by(
            CLERK,
            new CardAct.CardWriteBegun(
                CARD,
                APPLICATION,
                "0123456789ABCDEF",
                List.of("signature", "user-identification"))),
        by(
            CLERK,
            new CardAct.CardWritten(
                CARD,
                APPLICATION,
                "0123456789ABCDEF",
                12,
                List.of(
                    new CertificateAct.IssuedCertificate(
                        SIGNATURE, SERIAL, "13221-g1", FINGERPRINT),
                    new CertificateAct.IssuedCertificate(
                        IDENTIFICATION, OTHER_SERIAL, "13221-g2", FINGERPRINT)))),
        by(SYSTEM, new CardAct.CardWriteEnded(CARD, APPLICATION, "0123456789ABCDEF", "lapsed")),
        by(SYSTEM, new OfficeAct.ResidentEventRecorded("e-17", "address-changed", HASH, 1)),
        by(SYSTEM, new CardAct.HolderConfirmed(CARD, "resident-event e-17")),
        by(
            SYSTEM,
            new CardAct.HolderDiffers(CARD, List.of("address", "name"), "resident-event e-17")),
        by(CLERK, new OfficeAct.Refused("issueCertificates", "CARD_UNKNOWN", Optional.empty())),
        by(CLERK, new OfficeAct.RefusedAgain("issueCertificates", "CARD_UNKNOWN", 17, AT)),
        by(CLERK, new OfficeAct.StaffRecognised("node-1")),
        by(SYSTEM, new OfficeAct.StaffTurnedAway(OTHER_SERIAL)),
        by(CLERK, new OfficeAct.HolderRead(CARD)),
        by(CLERK, new OfficeAct.LineageRead(CARD, SIGNATURE, SERIAL)),
        by(CLERK, new OfficeAct.HolderSearched(HASH, 2)),
        by(CLERK, new OfficeAct.LogExported(17, 42)),
        by(
            CLERK,
            new CertificateAct.RevocationAmended(
                CARD,
                SIGNATURE,
                SERIAL,
                RevocationReason.KEY_COMPROMISE,
                SECOND,
                HOUR_BEFORE,
                RevocationReason.AFFILIATION_CHANGED,
                Optional.empty(),
                "key-compromise",
                "request")),
        by(
            CLERK,
            new CertificateAct.CompromiseReported(
                CARD,
                SIGNATURE,
                SERIAL,
                "key-compromise",
                Optional.of(AT.minusSeconds(3600)),
                List.of("holder"),
                List.of("passport"),
                HASH,
                "request")),
        by(
            CLERK,
            new CertificateAct.RevocationRequested(
                CARD,
                SIGNATURE,
                SERIAL,
                "holder-request",
                List.of("holder"),
                List.of("passport"),
                HASH)));
  }

  private static Stream<AuditEntry> deskActs() {
    Optional<String> card = Optional.of(CARD);
    List<String> kinds = List.of("registration", "revocation");
    return Stream.of(
        by(
            CLERK,
            new OfficeAct.ApplicationReceived(
                APPLICATION, "registration", "13221", Optional.empty(), HASH)),
        by(CLERK, new OfficeAct.ApplicationExtended(APPLICATION, card, HASH)),
        by(CLERK, new OfficeAct.ApplicationApproved(APPLICATION, card, List.of(), NONE, NONE)),
        by(CLERK, new OfficeAct.ApplicationRefused(APPLICATION, card, "CARD_EXPIRED", "")),
        by(CLERK, new OfficeAct.ApplicationCompleted(APPLICATION, card)),
        by(CLERK, new OfficeAct.ApplicationRead(APPLICATION, card)),
        by(CLERK, new OfficeAct.DualControlProposed("13221", kinds)),
        by(CLERK, new OfficeAct.DualControlApproved("13221", kinds)),
        by(CLERK, new ServiceAct.IssuingClosed(HASH, Optional.of(AT.plusSeconds(3600)))),
        by(CLERK, new ServiceAct.IssuingOpened()));
  }

  private static Stream<AuditEntry> jobActs() {
    return Stream.of(
        by(
            CLERK,
            new CertificateAct.RevocationJobProposed(
                APPLICATION, "municipality 13221", "key-compromise", HASH, 7)),
        by(CLERK, new CertificateAct.RevocationJobApproved(APPLICATION, 7)),
        by(SYSTEM, new CertificateAct.RevocationJobFinished(APPLICATION, 5, 2)),
        by(CLERK, new CertificateAct.RevocationJobCancelled(APPLICATION, 3, Optional.empty())));
  }

  private static Stream<AuditEntry> partyActs() {
    Set<Authority> authorities = Set.of(Authority.values());
    Set<Fingerprint> certificates =
        Set.of(FINGERPRINT, Fingerprint.of("other".getBytes(StandardCharsets.US_ASCII)));
    return Stream.of(
        by(
            CLERK,
            new RelyingPartyAct.RelyingPartyRegistered("tax-office", authorities, certificates)),
        by(
            CLERK,
            new RelyingPartyAct.RelyingPartyChanged(
                "tax-office", Set.of(Authority.SIGNATURE), Set.of(FINGERPRINT))),
        by(CLERK, new RelyingPartyAct.RelyingPartyEnded("tax-office")));
  }

  private static Stream<AuditEntry> consentActs() {
    List<String> attributes = List.of("name", "address");
    return Stream.of(
        by(
            CLERK,
            new ConsentAct.ConsentRecorded(
                APPLICATION, "tax-office", CARD, SIGNATURE, SERIAL, attributes, HASH)),
        by(
            CLERK,
            new ConsentAct.ConsentWithdrawn(
                APPLICATION, "tax-office", CARD, "office", List.of("holder"), SHOWN)),
        by(CLERK, new ConsentAct.ConsentAnswered(APPLICATION, "tax-office", attributes, TOLD)),
        by(CLERK, new ConsentAct.ConsentsShown(CARD, 2)));
  }

  private static Stream<AuditEntry> brakeActs() {
    return Stream.of(
        by(CLERK, new BrakeAct.BudgetUsedUp("ex-officio", 20, LocalDate.of(2025, 10, 27))),
        by(CLERK, new BrakeAct.SuspensionsSlowed(AT.minusSeconds(3600), 4711)),
        by(
            CLERK,
            new BrakeAct.EventsHeld(
                APPLICATION, "register", "removals", 5_000, 17, 2, FINGERPRINT)),
        by(CLERK, new BrakeAct.EventHoldProposed(APPLICATION, "release", HASH, 19)),
        by(CLERK, new BrakeAct.EventHoldApproved(APPLICATION, "release", 23)),
        by(SYSTEM, new BrakeAct.HeldEventRefused(APPLICATION, "e-17", "EVENT_REJECTED")),
        by(SYSTEM, new BrakeAct.EventHoldFinished(APPLICATION, 22, 1)));
  }

  private static Stream<AuditEntry> erasures() {
    return Stream.of(
        by(SYSTEM, new RetentionAct.RecordsErased("searches", 42, AT.minusSeconds(31_536_000))),
        by(
            CLERK,
            new RetentionAct.ErasureProposed(
                APPLICATION, List.of(CARD, OTHER_CARD), "court-order", HASH)),
        by(CLERK, new RetentionAct.HolderErased(APPLICATION, Optional.of(CARD), "court-order", 4)));
  }

  private static AuditEntry by(Actor actor, AuditAct act) {
    return new AuditEntry(UUID.fromString("0199eb2a-3f0e-7abc-8def-001122334455"), AT, actor, act);
  }

  /** By the name of the variant: what may be absent or empty is so, numbers are large. */
  static Stream<Arguments> variants() {
    return Stream.of(serviceVariants(), certificateVariants(), officeVariants(), erasureVariants())
        .flatMap(variants -> variants);
  }

  private static Stream<Arguments> serviceVariants() {
    return Stream.of(
        variant(
            "bare",
            SYSTEM,
            new ServiceAct.StatusFilterPublished(
                SIGNATURE.authority(),
                17,
                AT,
                AT.plusSeconds(86_400),
                7_593,
                FINGERPRINT,
                FINGERPRINT,
                Optional.empty())),
        variant(
            "bare",
            SYSTEM,
            new CeremonyAct.SignerRequested(
                "validation-1", SIGNATURE, SERIAL, FINGERPRINT, Optional.empty())),
        variant(
            "bare",
            SYSTEM,
            new CeremonyAct.ResponderAdmitted("node-1", 1, "ceremony", Optional.empty())),
        variant(
            "bare",
            SYSTEM,
            new CeremonyAct.ResponderWithdrawn(
                "validation-1", 1, "revocation-job " + APPLICATION, "")),
        variant(
            "bare",
            SYSTEM,
            new CeremonyAct.StaffRegistered(
                "operator",
                "ca-operator",
                Optional.empty(),
                SERIAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        variant(
            "person",
            PERSON,
            new CeremonyAct.StaffRegistered(
                "clerk-13221",
                "office-clerk",
                Optional.of("13221"),
                SERIAL,
                Optional.of("p-4711"),
                Optional.of("13221001A"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        variant(
            "key",
            SYSTEM,
            new CeremonyAct.StaffRegistered(
                "clerk-13221",
                "office-clerk",
                Optional.of("13221"),
                SERIAL,
                Optional.of("p-4711"),
                Optional.of("13221001A"),
                Optional.of(FINGERPRINT),
                Optional.of(SECOND),
                Optional.of(FINGERPRINT),
                Optional.of("known"))),
        variant(
            "certificate",
            PERSON,
            new CeremonyAct.StaffRegistered(
                "clerk-13221",
                "office-clerk",
                Optional.of("13221"),
                SERIAL,
                Optional.of("p-4711"),
                Optional.of("13221001A"),
                Optional.of(FINGERPRINT),
                Optional.of(SECOND),
                Optional.empty(),
                Optional.empty())),
        variant(
            "bare",
            SYSTEM,
            new CeremonyAct.CeremonyRecorded("foundation", Optional.empty(), FINGERPRINT)),
        variant(
            "japanese",
            SYSTEM,
            new CeremonyAct.CustodiansAppointed(
                "00aabbcc", 2, List.of("佐藤", "鈴木 \"一郎\"", "𠮷田\\"))),
        variant(
            "large",
            SYSTEM,
            new ServiceAct.CrlPublished(
                SIGNATURE,
                "complete-g1",
                4_294_967_297L,
                AT,
                AT.plusSeconds(86_400),
                9_007_199_254_740_991L,
                FINGERPRINT)),
        variant("bare", SYSTEM, new ServiceAct.SettingsChanged(List.of())),
        variant(
            "bare",
            SYSTEM,
            new ServiceAct.LogRecovered(
                0,
                0,
                "",
                0,
                0,
                AT.minusSeconds(3_600),
                AT,
                List.of("operator 0a0b0c", "operator2 0a0b0d"))),
        variant("bare", CLERK, new ServiceAct.IssuingClosed(HASH, Optional.empty())),
        variant(
            "bare",
            CLERK,
            new RelyingPartyAct.RelyingPartyRegistered("tax-office", Set.of(), Set.of())));
  }

  private static Stream<Arguments> certificateVariants() {
    List<String> none = List.of();
    return Stream.of(
        variant("bare", CLERK, new CertificateAct.CertificatesIssued(CARD, List.of(), none, none)),
        variant(
            "checked",
            CLERK,
            new CertificateAct.CertificatesIssued(
                CARD,
                List.of(
                    new CertificateAct.IssuedCertificate(
                        SIGNATURE, SERIAL, "13221-g1", FINGERPRINT)),
                BOTH,
                SHOWN)),
        variant(
            "bare", SYSTEM, new CertificateAct.IssueAbandoned(SIGNATURE, SERIAL, Optional.empty())),
        variant(
            "bare",
            SYSTEM,
            new CertificateAct.CertificateRevoked(
                CARD,
                SIGNATURE,
                SERIAL,
                RevocationReason.CESSATION_OF_OPERATION,
                SECOND,
                Optional.empty(),
                "card-ended",
                "request")),
        variant(
            "bare",
            SYSTEM,
            new CertificateAct.OwnCertificateRevoked(
                SIGNATURE,
                SERIAL,
                RevocationReason.SUPERSEDED,
                SECOND,
                Optional.empty(),
                "key-compromise",
                "revocation-job 7d1e5c2a-4f7e-4d54-9f6e-2f0f5b0c9a11")),
        variant(
            "bare",
            CLERK,
            new CertificateAct.RevocationAmended(
                CARD,
                SIGNATURE,
                SERIAL,
                RevocationReason.KEY_COMPROMISE,
                SECOND,
                Optional.empty(),
                RevocationReason.AFFILIATION_CHANGED,
                HOUR_BEFORE,
                "key-compromise",
                "request")),
        variant(
            "bare",
            CLERK,
            new CertificateAct.CompromiseReported(
                CARD,
                SIGNATURE,
                SERIAL,
                "key-compromise",
                Optional.empty(),
                none,
                none,
                "",
                "request")),
        variant(
            "bare",
            CLERK,
            new CertificateAct.RevocationRequested(
                CARD, SIGNATURE, SERIAL, "holder-request", none, none, "")));
  }

  private static Stream<AuditEntry> staffActs() {
    return Stream.of(
        by(
            PERSON,
            new StaffAct.StaffChangeProposed(
                APPLICATION,
                "register",
                "p-4712",
                "office-clerk",
                Optional.of("13221"),
                Optional.of(FINGERPRINT),
                "",
                FINGERPRINT)),
        by(
            PERSON,
            new StaffAct.StaffChangeApproved(APPLICATION, "register", "p-4712", FINGERPRINT)),
        by(PERSON, new StaffAct.StaffChangeCancelled(APPLICATION, "p-4712")),
        by(PERSON, new StaffAct.StaffBlocked("p-4712", List.of(SERIAL, OTHER_SERIAL), HASH)),
        by(PERSON, new StaffAct.StaffWithdrawn("p-4712", List.of(SERIAL), "replaced")),
        by(
            SYSTEM,
            new CeremonyAct.IssuerRetired(
                new Issuer(Authority.SIGNATURE, 1), 1903, List.of("operator 0a0b0c"))),
        by(PERSON, new StaffAct.StaffRestored("p-4712", List.of(SERIAL))),
        by(PERSON, new StaffAct.OpenWorkFell("p-4712", "application", List.of(APPLICATION, CARD))));
  }

  private static Stream<Arguments> erasureVariants() {
    return Stream.of(
        variant(
            "bare",
            CLERK,
            new RetentionAct.ErasureProposed(APPLICATION, List.of(), "retention-over", "")),
        variant(
            "bare",
            CLERK,
            new RetentionAct.HolderErased(APPLICATION, Optional.empty(), "retention-over", 0)));
  }

  private static Stream<Arguments> officeVariants() {
    Optional<String> card = Optional.of(CARD);
    Optional<String> noCard = Optional.empty();
    List<String> none = List.of();
    return Stream.of(
        variant(
            "bare",
            CLERK,
            new CardAct.CardReplaced(
                CARD, OTHER_CARD, "lost", "", 0, none, none, Optional.empty())),
        variant(
            "noted",
            CLERK,
            new CardAct.CardReplaced(
                CARD, OTHER_CARD, "lost", "", 1000, BOTH, SHOWN, Optional.of(HASH))),
        variant(
            "checked",
            CLERK,
            new CardAct.CardReplaced(
                CARD, OTHER_CARD, "lost", "NERIMA-2025-17", 1000, BOTH, SHOWN, Optional.empty())),
        variant(
            "checked",
            CLERK,
            new CardAct.CardRegistered(CARD, "13221", HASH, Optional.of("awaited"), BOTH, SHOWN)),
        variant("bare", CLERK, new CardAct.SuspensionLifted(CARD, none, none)),
        variant("bare", CLERK, new CardAct.PinRecorded(CARD, "signature", "locked", none, none)),
        variant("card", CLERK, new OfficeAct.Refused("issueCertificates", "CARD_UNKNOWN", card)),
        variant(
            "card",
            CLERK,
            new OfficeAct.ApplicationReceived(APPLICATION, "registration", "13221", card, HASH)),
        variant(
            "bare",
            CLERK,
            new OfficeAct.ApplicationApproved(APPLICATION, noCard, List.of(), none, none)),
        variant("bare", CLERK, new OfficeAct.ApplicationExtended(APPLICATION, noCard, HASH)),
        variant(
            "keys",
            CLERK,
            new OfficeAct.ApplicationApproved(
                APPLICATION,
                card,
                List.of(
                    new OfficeAct.ApprovedKey(Authority.SIGNATURE, FINGERPRINT),
                    new OfficeAct.ApprovedKey(Authority.USER_IDENTIFICATION, FINGERPRINT)),
                BOTH,
                SHOWN)),
        variant("bare", CLERK, new OfficeAct.ApplicationRefused(APPLICATION, noCard, "", HASH)),
        variant("bare", CLERK, new OfficeAct.ApplicationCompleted(APPLICATION, noCard)),
        variant("bare", CLERK, new OfficeAct.ApplicationRead(APPLICATION, noCard)),
        variant("bare", CLERK, new OfficeAct.DualControlProposed("13221", none)),
        variant(
            "fell",
            PERSON,
            new CertificateAct.RevocationJobCancelled(APPLICATION, 3, Optional.of("p-4712"))),
        variant(
            "bare",
            PERSON,
            new StaffAct.StaffChangeProposed(
                APPLICATION,
                "withdraw",
                "p-4712",
                "auditor",
                Optional.empty(),
                Optional.empty(),
                HASH,
                FINGERPRINT)));
  }

  private static Arguments variant(String name, Actor actor, AuditAct act) {
    return Arguments.of(name, by(actor, act));
  }
}
