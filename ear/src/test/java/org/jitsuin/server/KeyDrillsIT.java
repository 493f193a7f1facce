package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jitsuin.audit.auditor.AuditTool;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.tlog.Cosigner;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.ceremony.Custodians;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.Trees;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link DrillsIT}, of keys that open no door of the office API: of an OCSP responder, a
 * custodian, a witness of the log.
 */
@Tag("deployed")
class KeyDrillsIT extends DeployedServerTest {
  @TempDir private Path stage;
  private final OfficeRequests desk = new OfficeRequests(installation());

  /**
   * Whoever has the key answers what they like, and relying parties believe it; what the CRL and
   * the real responder say at the same time is otherwise. It gets no further key, and no signer
   * stays.
   */
  @Test
  void ocspKey_stolen_forgesAnswersUntilItsSignersAreRevoked_andGetsNoOther() throws Exception {
    TestCard card = TestCard.register(installation());
    String serial = desk.issue(card).get("signature");
    desk.revoke(serial);
    SignerThief thief = new SignerThief(installation());
    thief.ask(Optional.empty());
    String place = "/ocsp-responders/" + thief.responder();
    String key = "{\"key\":\"" + thief.hash() + "\"}";
    desk.answer(200, desk.as("operator").post(place + "/admission", key));
    desk.refused("SAME_PERSON", desk.as("operator").post(place + "/admission/approval", key));
    desk.answer(200, desk.as("operator2").post(place + "/admission/approval", key));
    X509CertificateHolder signer = thief.awaitSigner();

    assertThat(believed(card, forged(card, serial, thief, signer)))
        .contains("Response verify OK", "signature.pem: good");
    desk.awaitOcsp(card, "signature", "Reason: cessationOfOperation");
    assertThat(requested(thief.hash())).isOne();

    desk.answer(200, desk.as("operator").post(place + "/withdrawal", "{\"reason\":\"鍵の漏えい\"}"));
    SignerThief next = thief.next();
    assertThat(next.ask(Optional.of(signer)).awaitAnswer()).isEqualTo("refused withdrawn");
    assertThat(requested(next.hash())).isZero();
    JsonNode job =
        desk.answer(
            201,
            desk.as("operator")
                .post(
                    "/revocation-jobs",
                    """
                    {"selection":{"authority":"signature","authorityCertificate":"%s"},
                     "ground":"key-compromise","reason":"訓練","perSecond":50}
                    """
                        .formatted(hex(signer.getSerialNumber()))));
    String path = "/revocation-jobs/" + job.get("job").asText();
    desk.answer(200, desk.as("operator2").post(path + "/approval", "{}"));
    JsonNode known = desk.as("operator").get(place).body();
    for (int i = 0; i < 100 && !known.at("/signers/0/revoked").asBoolean(); i++) {
      Thread.sleep(100);
      known = desk.as("operator").get(place).body();
    }
    assertThat(known.at("/signers/0/revoked").asBoolean()).isTrue();
    assertThat(known.get("state").asText()).isEqualTo("withdrawn");
  }

  private static String hex(BigInteger serial) {
    String digits = serial.toString(16);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }

  /** How many entries tell that this key was about to be certified. */
  private long requested(Fingerprint key) throws IOException {
    return desk
        .as("auditor")
        .get("/audit/entries?limit=1000&kind=ocsp-signer-requested")
        .body()
        .get("entries")
        .findValuesAsText("key")
        .stream()
        .filter(key.toString()::equals)
        .count();
  }

  /** An answer that says of a revoked certificate that it is good. */
  private Path forged(TestCard card, String serial, SignerThief thief, X509CertificateHolder signer)
      throws Exception {
    DigestCalculator sha1 =
        new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1);
    X509CertificateHolder issuer;
    try (PEMParser pem =
        new PEMParser(Files.newBufferedReader(installation().ca().resolve("signature.pem")))) {
      issuer = (X509CertificateHolder) pem.readObject();
    }
    Instant now = Clocks.system().instant();
    byte[] answer =
        new OCSPRespBuilder()
            .build(
                OCSPRespBuilder.SUCCESSFUL,
                new BasicOCSPRespBuilder(new RespID(signer.getSubject()))
                    .addResponse(
                        new CertificateID(sha1, issuer, new BigInteger(serial, 16)),
                        CertificateStatus.GOOD,
                        Date.from(now.minusSeconds(1)),
                        Date.from(now.plus(Duration.ofHours(1))))
                    .build(
                        new KeyContentSigner(thief.key()),
                        new X509CertificateHolder[] {signer},
                        Date.from(now)))
            .getEncoded();
    return Files.write(card.directory().resolve("forged.der"), answer);
  }

  private static String believed(TestCard card, Path answer) {
    String authority = installation().ca().resolve("signature.pem").toString();
    return Shell.run(
            card.directory(),
            "openssl",
            "ocsp",
            "-respin",
            answer.toString(),
            "-CAfile",
            authority,
            "-issuer",
            authority,
            "-cert",
            "signature.pem")
        .output();
  }

  /** One share opens nothing; that two opened something is in the log, with their numbers. */
  @Test
  void custodian_stolenShare_opensNothing_andEachOpeningIsNamed() throws Exception {
    Installation place =
        new Installation(
            stage.resolve("home"), Map.of("JITSUIN_CUSTODY_DIRECTORY", stage.toString()));
    Custodians custodians = new Custodians(2, List.of("sato", "suzuki", "abe"));
    Map<String, Path> directories = new HashMap<>();
    for (String name : custodians.people()) {
      directories.put(name, Files.createDirectory(stage.resolve(name)));
    }
    custody(place).appoint(custodians, directories, Optional.empty(), new SecureRandom());
    custody(place).close();
    Path stolen = directories.get("abe").resolve("abe.share");
    for (Path[] tried : new Path[][] {{stolen}, {stolen, stolen}}) {
      assertThatThrownBy(() -> custody(place, tried).open("start", false))
          .isInstanceOf(SetupFailure.class)
          .hasMessageStartingWith("JITSUIN004103");
    }
    assertThat(place.pins().isOpen()).isFalse();

    AuditAct opened =
        custody(place, stolen, directories.get("sato").resolve("sato.share"))
            .open("backup", false)
            .orElseThrow();
    KeyCeremony.tell(ServerUnderTest.installation().database(), Clocks.system().instant(), opened);
    JsonNode told = desk.as("auditor").get("/audit/entries?limit=1000&kind=tokens-unlocked").body();
    assertThat(told.get("entries").findValues("shares"))
        .extracting(JsonNode::toString)
        .contains("[1,3]");
    custody(place).close();
  }

  private static Custody custody(Installation place, Path... shares) {
    Terminal nobody =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            false,
            false);
    return new Custody(place, new Shares(List.of(shares), new SharePrompt(nobody)));
  }

  /** A cosignature alone makes nothing the log's: whoever verifies asks for the log's key first. */
  @Test
  void witness_stolenKey_cosignsAFork_thatNobodyTakesForTheLog() throws Exception {
    Path copy = stage.resolve("log");
    Path log = installation().audit().resolve("public");
    // Before the files of the tree, which may grow meanwhile.
    SignedNote signed =
        SignedNote.parse(Files.readAllBytes(log.resolve("checkpoint"))).orElseThrow();
    Trees.copy(log, copy);
    Path checkpoint = copy.resolve("checkpoint");
    KeyPair stolen = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    NoteKey witness = NoteKey.ofWitness("witness.example", stolen.getPublic());
    Cosigner thief = new Cosigner(witness, stolen.getPrivate());
    String[] lines = signed.text().split("\n", -1);
    lines[2] = "A".repeat(43) + "=";
    SignedNote fork = new SignedNote(String.join("\n", lines), signed.signatures());
    SignedNote cosigned = fork.with(thief.cosign(fork.text(), Clocks.system().instant()));
    assertThat(witness.check(cosigned)).isEqualTo(NoteKey.Verdict.VALID);

    Files.write(checkpoint, cosigned.bytes());
    Files.write(copy.resolve("checkpoint-witnessed"), cosigned.bytes());
    assertThat(verify(copy, "--witness", witness.toString())).contains("✗ CHECKPOINT_NOT_SIGNED:");
    // Of the log as it is nobody is made to doubt, once the key is forgotten.
    Files.write(checkpoint, signed.bytes());
    Files.delete(copy.resolve("checkpoint-witnessed"));
    assertThat(verify(copy)).doesNotContain("✗");
  }

  private static String verify(Path log, String... more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "--log",
                log.toString(),
                "--hashes-only",
                "yes",
                "--key",
                installation().ca().resolve("audit-log.vkey").toString()));
    arguments.addAll(List.of(more));
    int _ = new AuditTool(out, out).run(arguments);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
