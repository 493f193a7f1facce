package org.jitsuin.ca.power;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tokens, and the programs that open them. */
public final class TokenActors {
  private static final String KEPT = "org.jitsuin.base.keys.TokenTest#generate_key_staysInTheToken";

  private TokenActors() {}

  /**
   * A program that opens a token.
   *
   * @param module whose code does
   * @param token as in the setting {@code jitsuin.pkcs11.{ca,ocsp}.slot}
   * @param keys which keys sign for it, and what
   */
  public record Opened(String module, String token, String keys) {}

  /** Who opens which token; a test compares it with the code of all modules. */
  public static List<Opened> opened() {
    return List.of(
        new Opened(
            "ca-core",
            "ca",
            "signature-gN and user-identification-gN: certificates of cards, of OCSP signers and of status"
                + " keys; …-status-NODE-N: made and destroyed;"
                + " audit-log-gN: checkpoints"),
        new Opened(
            "crl-publisher",
            "ca",
            "signature-gN and user-identification-gN: CRLs; …-status-NODE-N: status filters"),
        new Opened(
            "launcher",
            "ca",
            "all: key ceremonies and roll-overs; staff-gN: certificates of staff and of TLS"),
        new Opened(
            "ocsp-responder",
            "ocsp",
            "…-ocsp-NODE-N, which it makes: answers, and its word for the next one"),
        new Opened("launcher", "ocsp", "…-ocsp-NODE-N: key ceremonies make the first"));
  }

  static List<Actor> all() {
    return List.of(
        token(
            "ca",
            "CA token",
            "認証局の鍵（CAトークン）",
            "The keys of both authorities, of the staff authority and of the audit log.",
            new Compromise(
                "Whoever has it with its PIN is the authority.",
                "What is signed elsewhere leaves no trace here; the token's count, where it has one.",
                "A new generation; two operators revoke all that the old one issued, as cACompromise.",
                List.of(
                    "org.jitsuin.ca.massrevocation.RevocationJobsTest#generation_isForOperatorsAlone"))),
        token(
            "ocsp",
            "OCSP token",
            "OCSP署名鍵（OCSPトークン）",
            "The keys that sign answers of the OCSP responder, and no key of an authority.",
            new Compromise(
                "Answers of any content, to whoever believes that signer; with the newest key, certificates"
                    + " for the thief's next ones, three a day.",
                "Answers that differ from the CRL of the same time; ocsp-signer-requested of keys that"
                    + " the responder did not make, and its own key refused.",
                "One operator withdraws the responder, two revoke its signers' certificates; two admit"
                    + " another key, of a new token.",
                List.of(
                    "org.jitsuin.server.KeyDrillsIT#ocspKey_stolen_forgesAnswersUntilItsSignersAreRevoked_andGetsNoOther",
                    "org.jitsuin.ca.massrevocation.AuthorityCertificateRevocationTest#job_ofASigner_withdrawsItsResponder",
                    "org.jitsuin.ca.signer.RespondersTest#withdrawal_byOneOperator_nothingIsCertifiedUntilTwoSaySo",
                    "org.jitsuin.ca.signer.CertifySignersTest#round_olderKeyVouches_isRefused"))));
  }

  private static Actor token(
      String id, String name, String japanese, String about, Compromise compromise) {
    Stream<Deed> deeds =
        opened().stream()
            .filter(one -> one.token().equals(id))
            .map(one -> Deed.of(Bound.ALONE, "Opened by " + one.module() + ": " + one.keys()));
    return new Actor(
        Actor.Kind.TOKEN,
        "token-" + id,
        name,
        japanese,
        about,
        deeds.toList(),
        List.of(Never.of("give a private key away", KEPT)),
        Optional.of(compromise));
  }
}
