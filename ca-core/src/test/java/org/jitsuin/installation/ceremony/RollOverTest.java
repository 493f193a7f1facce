package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.LinkCertificate;
import org.jitsuin.ca.store.ResponderAdmission;
import org.jitsuin.ca.store.RollOverTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.testing.Openssl;
import org.jitsuin.testing.OwnKey;
import org.jitsuin.testing.SeparateStack;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A first ceremony by three custodians with its record, and a roll-over behind it that dies at each
 * of its steps.
 */
@Tag("stack")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollOverTest {
  private static final List<String> NAMES = List.of("sato", "suzuki", "abe");
  private static final Issuer NEXT = new Issuer(Authority.SIGNATURE, 2);
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private static Path home;

  private static SeparateStack stack;
  private static SettableClock clock;
  private static CeremonyPlan plan;
  private static OwnKey own;
  private static Map<String, Path> directories;

  /** Whoever holds the ceremony dies. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void found() throws IOException {
    stack = new SeparateStack(home);
    clock = new SettableClock(Clocks.system().instant());
    Path script =
        Files.writeString(
            home.resolve("script.yaml"),
            """
            custodians: {needed: 2, people: [sato, suzuki, abe]}
            witnesses: [監査人 田中]
            staff:
              - {person: p-1, name: 佐藤, role: ca-operator, request: sato.csr}
              - {person: p-2, name: 鈴木, role: ca-operator, request: suzuki.csr}
            """);
    own = OwnKey.make(home.resolve("sato.csr"));
    OwnKey.make(home.resolve("suzuki.csr"));
    plan = CeremonyPlan.scripted(script, "http://localhost:8080", List.of("localhost"));
    directories = new HashMap<>();
    for (String name : NAMES) {
      directories.put(name, Files.createDirectories(home.resolve(name)));
    }
    Ceremony ceremony =
        new Ceremony(
            stack.admin(), stack.ca(), stack.ocsp(), clock, new SecureRandom(), "separate");
    assertThat(ceremony.hold(plan, home, circumstances(CeremonySteps.silent())))
        .isInstanceOf(CeremonyOutcome.Held.class);
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  private static CeremonyContext circumstances(CeremonySteps steps) {
    return new CeremonyContext(
        "1.0",
        List.of("separate-ca", "separate-ocsp"),
        Optional.of("00aabbcc"),
        directories,
        true,
        steps);
  }

  @Test
  void hold_custodians_staffHasKeysOfItsOwnAndNothingSecretIsWritten() throws Exception {
    try (Stream<Path> files = Files.list(home.resolve("staff"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("p-1.pem", "p-2.pem");
    }
    try (InputStream pem = Files.newInputStream(home.resolve("staff/p-1.pem"))) {
      assertThat(CertificateFactory.getInstance("X.509").generateCertificate(pem).getPublicKey())
          .isEqualTo(own.key());
    }
    int known =
        stack.admin().withHandle(handle -> StaffTable.passwordsKnown(handle, clock.instant()));
    assertThat(known).isZero();
    ServerKeyStore tls = new ServerKeyStore(home);
    assertThat(tls.password()).isEqualTo(Secrets.read(home.resolve("secrets/tls-keystore")));
    assertThat(KeyStoreEnd.of(tls.file(), "changeit".toCharArray())).isEmpty();
  }

  private static RollOver rollOver() {
    return new RollOver(
        stack.admin(), stack.ca(), stack.ocsp(), clock, new SecureRandom(), "separate");
  }

  private static RollOverOutcome prepare(Authority authority, CeremonySteps steps) {
    return rollOver().prepare(authority, Optional.empty(), home, circumstances(steps));
  }

  private static Authorities server(SigningPool token) {
    return new Authorities(new Transactions(stack.admin(), clock), token, clock);
  }

  private static int generation() {
    return server(stack.ca()).issuing(Authority.SIGNATURE).policy().issuer().generation();
  }

  private static Path record(String name) {
    return home.resolve("ceremony").resolve(name + ".json");
  }

  private static void sign(Path record, String name) {
    Path directory = directories.get(name);
    RecordSignature.sign(
        record,
        RecordSignature.Credential.read(
            directory.resolve(name + ".p12"),
            Secrets.read(directory.resolve(name + ".password")).toCharArray()));
  }

  private static List<String> findings(Path record) {
    return new RecordCheck(stack.admin()).run(record).findings();
  }

  @Test
  @Order(1)
  void record_ofTheFirstCeremony_namesAllThatWasMade() throws IOException {
    JsonNode record = JSON.readTree(record("1-foundation").toFile());

    assertThat(record.path("keys").findValuesAsText("label"))
        .containsExactlyInAnyOrder(
            "signature-g1",
            "ocsp-signature-g1",
            "user-identification-g1",
            "ocsp-user-identification-g1",
            "staff-g1",
            "audit-log-g1");
    assertThat(record.path("custodians").path("people").findValuesAsText("name")).isEqualTo(NAMES);
    assertThat(record.path("witnesses").get(0).asText()).isEqualTo("監査人 田中");
    assertThat(record.path("script").asText()).hasSize(64);
    assertThat(record.path("tokens").get(0).asText()).isEqualTo("separate-ca");
    assertThat(Files.readString(home.resolve("ceremony/1-foundation.txt")))
        .contains("鍵管理者", "監査人 田中", record.path("keys").get(0).path("key").asText());
    int entries =
        stack
            .admin()
            .withHandle(handle ->
                handle
                    .select(
                        """
                        SELECT COUNT(*) FROM audit.entry
                        WHERE kind IN ('custodians-appointed', 'ceremony-recorded')
                        """)
                    .mapTo(int.class)
                    .one());
    assertThat(entries).isEqualTo(2);
  }

  @Test
  @Order(2)
  void verify_asManySignaturesAsNeeded_isRight() {
    Path record = record("1-foundation");
    assertThat(findings(record)).containsExactly("0 custodians signed, and 2 are needed");
    sign(record, "sato");
    assertThat(findings(record)).containsExactly("1 custodians signed, and 2 are needed");
    sign(record, "abe");
    assertThat(findings(record)).isEmpty();
  }

  /** Another implementation says the same of the signature. */
  @Test
  @Order(3)
  void verify_byOpenssl_agrees() throws IOException {
    Path record = record("1-foundation");
    Openssl openssl = new Openssl(home);
    String command =
        "cms -verify -binary -inform DER -in %s.sato.p7s -CAfile ca/staff.pem -out out -content "
            .formatted(record);
    assertThat(openssl.succeed(command + record)).contains("Verification successful");
    Files.writeString(
        home.resolve("changed.json"), Files.readString(record).replace("sato", "kato"));
    assertThat(openssl.run(command + "changed.json").code()).isNotZero();
  }

  @Test
  @Order(4)
  void verify_recordOrDatabaseChanged_isFound() throws IOException {
    Path record = record("1-foundation");
    Path forged = home.resolve("forged").resolve("1-foundation.json");
    Files.createDirectories(forged.getParent());
    Files.writeString(
        forged, Files.readString(record).replace("監査人 田中", "監査人 中田"), StandardCharsets.UTF_8);
    Files.copy(Path.of(record + ".sato.p7s"), Path.of(forged + ".sato.p7s"));
    assertThat(findings(forged))
        .anyMatch(finding -> finding.contains("is not a signature of this record by a custodian"))
        .anyMatch(finding -> finding.contains("0 custodians signed"))
        .anyMatch(finding -> finding.contains("this record was changed"))
        .anyMatch(finding -> finding.contains("contains no entry for this record"));

    stack
        .admin()
        .useHandle(handle -> {
          byte[] other =
              handle
                  .select("SELECT certificate FROM status.issuer WHERE issuer_no = 2")
                  .mapTo(byte[].class)
                  .one();
          byte[] own =
              handle
                  .select("SELECT certificate FROM status.issuer WHERE issuer_no = 1")
                  .mapTo(byte[].class)
                  .one();
          handle.execute("UPDATE status.issuer SET certificate = ? WHERE issuer_no = 1", other);
          assertThat(findings(record))
              .anyMatch(finding -> finding.contains("key signature-g1"))
              .anyMatch(finding -> finding.contains("certificate issuer signature-g1"));
          handle.execute("UPDATE status.issuer SET certificate = ? WHERE issuer_no = 1", own);
        });
    assertThat(findings(record)).isEmpty();
  }

  @Test
  @Order(5)
  void complete_withoutAnythingBegun_isRefused() {
    assertThat(rollOver().complete(plan, home, circumstances(CeremonySteps.silent()), true))
        .isInstanceOf(RollOverOutcome.Refused.class);
  }

  @Test
  @Order(5)
  void prepare_byAScriptOfAnotherGenerationOrName_isRefused() {
    AuthorityScript first = plan.authorities().getFirst();
    AuthorityScript other = plan.authorities().getLast().next();
    for (AuthorityScript wrong : List.of(first, first.next().next(), other)) {
      assertThat(
              rollOver()
                  .prepare(
                      Authority.SIGNATURE,
                      Optional.of(wrong),
                      home,
                      circumstances(CeremonySteps.silent())))
          .isInstanceOf(RollOverOutcome.Refused.class);
    }
  }

  /** Its key would be opened in memory to sign: nothing is begun, and no key is made. */
  @Test
  @Order(5)
  void prepare_withAKeyForTrainingInProduction_isRefused() {
    assertThat(
            rollOver()
                .prepare(
                    Authority.SIGNATURE,
                    Optional.empty(),
                    Optional.of(SignatureScheme.ML_DSA_65),
                    home,
                    circumstances(CeremonySteps.silent())))
        .isInstanceOfSatisfying(
            RollOverOutcome.Refused.class,
            refused ->
                assertThat(refused.toString())
                    .contains("signature-g2", "ml-dsa-65", "jitsuin.mode=production refuses it"));
    assertThat(stack.admin().withHandle(RollOverTable::open)).isEmpty();
    assertThat(stack.ca().token().labels()).doesNotContain("signature-g2");
  }

  /** Beyond it the tables could not say which generation a certificate is of. */
  @Test
  @Order(5)
  void prepare_behindTheLastGeneration_isRefused() {
    renumber(Issuer.LAST_GENERATION);
    try {
      assertThat(prepare(Authority.SIGNATURE, CeremonySteps.silent()))
          .isInstanceOfSatisfying(
              RollOverOutcome.Refused.class,
              refused -> assertThat(refused.toString()).contains("no number left"));
      assertThat(stack.admin().withHandle(RollOverTable::open)).isEmpty();
    } finally {
      renumber(1);
    }
  }

  private static void renumber(int generation) {
    stack
        .admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.issuer SET generation = ? WHERE authority = 'signature'",
                generation));
  }

  /** Dies at step after step; each time the next try goes one step further. */
  @Test
  @Order(6)
  void prepare_diesAtEachStep_goesOnWhereItWas() {
    List<String> reached = new ArrayList<>();
    for (int survived = 0; survived < 7; survived++) {
      int last = survived;
      List<String> steps = new ArrayList<>();
      try {
        prepare(
            Authority.SIGNATURE,
            sentence -> {
              if (steps.size() == last) {
                throw new Death();
              }
              steps.add(sentence);
            });
      } catch (Death _) {
        reached.add("died");
      }
      assertThat(generation()).isEqualTo(1);
    }
    assertThat(reached).hasSizeGreaterThan(4);
    clock.advance(Duration.ofMinutes(11));
    assertThat(abandonment().sweep()).isPositive();

    assertThat(prepare(Authority.SIGNATURE, CeremonySteps.silent()))
        .isEqualTo(new RollOverOutcome.Prepared(NEXT, partitions()));
    assertThat(stack.ca().token().labels()).containsOnlyOnce("signature-g2");
    assertThat(stack.ocsp().token().labels()).containsOnlyOnce("ocsp-signature-g2");
  }

  private static Abandonment abandonment() {
    return new Abandonment(
        new Transactions(stack.admin(), clock),
        clock,
        new AuditLog(clock, new SecureRandom()),
        new Node("separate", "later"));
  }

  private static long count(String query) {
    return stack.admin().withHandle(handle -> handle.select(query).mapTo(long.class).one());
  }

  /** What keys signed and nobody can ask about. */
  private static long unknown() {
    return count(
        """
        SELECT COUNT(*) FROM ca.signing_intent s JOIN status.issuer i USING (issuer_no)
        LEFT JOIN status.certificate c ON c.issuer_no = s.issuer_no AND c.serial = s.serial
          AND c.partition_no = 2147483647 - s.issuer_no
        LEFT JOIN status.feed f ON f.issuer_no = s.issuer_no AND f.serial = s.serial
        WHERE c.serial IS NULL OR f.serial IS NULL OR (s.state = 'abandoned') <> (f.reason IS NOT NULL)
        """);
  }

  private static void feedIsWhole() {
    assertThat(count("SELECT COUNT(*) FROM status.feed"))
        .isPositive()
        .isEqualTo(count("SELECT last FROM status.feed_head"))
        .isEqualTo(count("SELECT MAX(seq) FROM status.feed"));
  }

  /** Certificates of the authorities, signers, links, and what tries that died may have signed. */
  @Test
  @Order(7)
  void status_ofWhatKeysSignedForNoCard_isKnown() {
    assertThat(unknown()).isZero();
    assertThat(count("SELECT COUNT(*) FROM status.revocation"))
        .isPositive()
        .isEqualTo(count("SELECT COUNT(*) FROM ca.signing_intent WHERE state = 'abandoned'"))
        .isEqualTo(count("SELECT COUNT(*) FROM audit.entry WHERE kind = 'issue-abandoned'"));
    feedIsWhole();
  }

  private static long partitions() {
    return stack.admin().withHandle(handle -> RollOverTable.partitionsWithoutCrl(handle, 3));
  }

  @Test
  @Order(7)
  void prepare_whileAnotherIsInProgress_isRefused() {
    assertThat(prepare(Authority.USER_IDENTIFICATION, CeremonySteps.silent()))
        .isEqualTo(
            new RollOverOutcome.Refused(
                "signature-g2 is being created; finish that roll-over first"));
  }

  @Test
  @Order(8)
  void prepared_beforeItsCrls_doesNotIssue() {
    assertThat(partitions()).isGreaterThan(1_000);
    assertThat(rollOver().complete(plan, home, circumstances(CeremonySteps.silent()), true))
        .isEqualTo(new RollOverOutcome.Prepared(NEXT, partitions()));
    assertThat(generation()).isEqualTo(1);
  }

  @Test
  @Order(9)
  void link_certificates_connectBothGenerations() throws GeneralSecurityException {
    List<IssuerTable.Row> issuers = stack.admin().withHandle(IssuerTable::all);
    X509Certificate old = issuers.getFirst().certificate();
    X509Certificate fresh = issuers.getLast().certificate();
    assertThat(fresh.getSubjectX500Principal()).isEqualTo(old.getSubjectX500Principal());
    fresh.verify(fresh.getPublicKey());
    for (LinkCertificate link :
        stack.admin().withHandle(handle -> RollOverTable.links(handle, 3))) {
      boolean byOld = link.issuerNumber() == 1;
      link.certificate().verify((byOld ? old : fresh).getPublicKey());
      assertThat(link.certificate().getPublicKey()).isEqualTo((byOld ? fresh : old).getPublicKey());
      assertThat(link.certificate().getNotBefore()).isEqualTo((byOld ? fresh : old).getNotBefore());
      assertThat(link.certificate().getNotAfter()).isEqualTo(old.getNotAfter());
    }
    assertThat(home.resolve("ca/signature-g2-new-with-old.pem")).exists();
    assertThat(home.resolve("ca/signature-g2-old-with-new.pem")).exists();
  }

  @Test
  @Order(10)
  void complete_withAllCrls_issuesFromThenOnAndIsRecorded() throws IOException {
    publishAll();
    assertThatThrownBy(() ->
            rollOver()
                .complete(
                    plan,
                    home,
                    circumstances(_ -> {
                      throw new Death();
                    }),
                    true))
        .isInstanceOf(Death.class);
    assertThat(generation()).isEqualTo(1);

    assertThat(rollOver().complete(plan, home, circumstances(CeremonySteps.silent()), true))
        .isEqualTo(new RollOverOutcome.Completed(NEXT, new Issuer(Authority.SIGNATURE, 1)));

    // Responders read every ten seconds which generations there are.
    assertThat(generation()).isEqualTo(1);
    clock.advance(RollOver.HEARD_OF);
    assertThat(generation()).isEqualTo(2);
    Path record = record("2-roll-over");
    assertThat(JSON.readTree(record.toFile()).path("custodians").path("people")).hasSize(3);
    assertThat(findings(record)).containsExactly("0 custodians signed, and 2 are needed");
    sign(record, "suzuki");
    sign(record, "abe");
    assertThat(findings(record)).isEmpty();
    assertThat(Files.readString(home.resolve("ca/signature.pem")))
        .isEqualTo(Files.readString(home.resolve("ca/signature-g2.pem")))
        .isNotEqualTo(Files.readString(home.resolve("ca/signature-g1.pem")));
  }

  private static void publishAll() {
    stack
        .admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.crl
                  (partition_no, number, state, feed_seq, this_update, next_update, node)
                SELECT partition_no, 1, 'published', 0, 0, 0, 'test'
                FROM status.crl_partition WHERE issuer_no = 3
                """));
  }

  /** An installation of a version that told nobody of what its keys signed for no card. */
  @Test
  @Order(12)
  void migration_ofAnOlderInstallation_makesAllKnown() throws IOException {
    String script =
        new String(
            RollOverTest.class
                .getResourceAsStream("/db/migration/V22__own_certificates.sql")
                .readAllBytes(),
            StandardCharsets.UTF_8);
    stack
        .admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM status.certificate");
          handle.execute("DELETE FROM status.revocation");
          handle.execute("DELETE FROM status.feed");
          handle.execute("UPDATE status.feed_head SET last = 0");
          handle.createScript(script).execute();
        });
    assertThat(abandonment().sweep()).isPositive();
    assertThat(unknown()).isZero();
    feedIsWhole();
  }

  /** In the place of one that was revoked, or will be. */
  @Test
  @Order(11)
  void newSigner_ofAGeneration_hasAKeyOfItsOwnAndIsKnown() {
    NewSigner ceremony =
        new NewSigner(
            stack.admin(), stack.ca(), stack.ocsp(), clock, new SecureRandom(), "separate");
    assertThat(ceremony.make("signature-g9", CeremonySteps.silent()))
        .contains("there is no key generation signature-g9");
    for (int i = 0; i < 2; i++) {
      // The newest is the one that ends last.
      clock.advance(Duration.ofSeconds(1));
      assertThat(ceremony.make("signature-g1", CeremonySteps.silent())).isEmpty();
    }
    List<IssuerTable.OcspSigner> signers =
        stack.admin().withHandle(handle -> IssuerTable.signers(handle, 1)).reversed();
    assertThat(signers)
        .extracting(IssuerTable.OcspSigner::keyLabel)
        .containsExactly("ocsp-signature-g1", "ocsp-signature-g1-k2", "ocsp-signature-g1-k3");
    // Each ceremony admits the responder of this server anew.
    assertThat(signers)
        .extracting(IssuerTable.OcspSigner::holder)
        .extracting(Optional::orElseThrow)
        .containsExactly(
            new ResponderAdmission("separate", 1),
            new ResponderAdmission("separate", 2),
            new ResponderAdmission("separate", 3));
    assertThat(signers)
        .extracting(signer -> signer.certificate().getPublicKey())
        .doesNotHaveDuplicates();
    assertThat(stack.ocsp().token().publicKey("ocsp-signature-g1-k2"))
        .isEqualTo(signers.get(1).certificate().getPublicKey());
    assertThat(unknown()).isZero();
    feedIsWhole();
  }

  /** A server that knew only the first generation finds the new one. */
  @Test
  @Order(11)
  void authorities_ofARunningServer_findTheNewGeneration() {
    Authorities server = server(stack.ca());
    assertThat(server.issuing(Authority.SIGNATURE).policy().issuer().generation()).isEqualTo(2);
    assertThat(server.issuing(Authority.USER_IDENTIFICATION).policy().issuer().generation())
        .isEqualTo(1);
  }

  private static String script(String name) throws IOException {
    return new String(
        RollOverTest.class.getResourceAsStream("/db/migration/" + name).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  /** An installation of a version that knew no responders, with signers of two generations. */
  @Test
  @Order(14)
  void migration_ofSignersOfBefore_knowsTheirSchemeAndNobodyWhoHoldsThem() throws IOException {
    String upgrade = script("V44__ocsp_responders.sql");
    String signsOfLife = script("V84__responder_life.sql");
    long signers = count("SELECT COUNT(*) FROM status.ocsp_signer");
    stack
        .admin()
        .useHandle(handle -> {
          handle.execute("ALTER TABLE status.issuer DROP COLUMN signer_scheme");
          handle.execute(
              "ALTER TABLE status.ocsp_signer DROP COLUMN responder, DROP COLUMN admission");
          handle.execute("DROP TABLE status.responder_life");
          handle.execute("DROP TABLE status.ocsp_responder");
          handle.execute("DROP TABLE status.signer_request");
          handle.execute("DROP TABLE ca.responder_admission");
          handle.createScript(upgrade).execute();
          handle.createScript(signsOfLife).execute();
        });
    assertThat(signers).isGreaterThan(3);
    assertThat(count("SELECT COUNT(*) FROM status.ocsp_signer")).isEqualTo(signers);
    for (int issuer : new int[] {1, 2, 3}) {
      List<IssuerTable.OcspSigner> held =
          stack.admin().withHandle(handle -> IssuerTable.signers(handle, issuer));
      assertThat(held).isNotEmpty().allSatisfy(signer -> assertThat(signer.holder()).isEmpty());
    }
    assertThat(
            count(
                """
                SELECT COUNT(*) FROM status.issuer i JOIN ca.authority_script s USING (issuer_no)
                WHERE i.signer_scheme IS NULL
                  OR i.signer_scheme <> JSON_VALUE(s.script, '$."ocsp-signer".scheme')
                """))
        .isZero();
    // The next ceremony admits the responder of this server for the first time.
    assertThat(
            new NewSigner(
                    stack.admin(), stack.ca(), stack.ocsp(), clock, new SecureRandom(), "separate")
                .make(NEXT.toString(), CeremonySteps.silent()))
        .isEmpty();
    List<IssuerTable.OcspSigner> newest =
        stack.admin().withHandle(handle -> IssuerTable.newestSigners(handle, 3));
    assertThat(newest)
        .extracting(IssuerTable.OcspSigner::holder)
        .contains(Optional.of(new ResponderAdmission("separate", 1)));
  }

  private static List<String> obstacles(Issuer issuer) {
    return new Retirement(stack.admin(), clock).look(issuer).obstacles();
  }

  /** It may be when nothing that it signed is good any more; from then on it signs nothing. */
  @Test
  @Order(13)
  void retire_theOlderGeneration_onceAllOfItIsOver() {
    Issuer old = new Issuer(Authority.SIGNATURE, 1);
    Retirement retirement = new Retirement(stack.admin(), clock);
    assertThat(obstacles(NEXT)).anyMatch(told -> told.startsWith("no newer key generation"));
    assertThat(obstacles(old))
        .anyMatch(told -> told.contains("CRLs are not the last one yet"))
        .anyMatch(told -> told.contains("link certificate"));
    assertThatThrownBy(() -> retirement.look(new Issuer(Authority.SIGNATURE, 9)))
        .hasMessageContaining("there is no key generation signature-g9");

    stack
        .admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO status.crl
                  (partition_no, number, state, feed_seq, this_update, next_update, node)
                SELECT partition_no, 2, 'published', 0, 0, 253402300799000, 'test'
                FROM status.crl_partition WHERE issuer_no = 1
                """));
    assertThatThrownBy(() -> retirement.carryOut(old, List.of()))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("link certificate");
    assertThat(count("SELECT COUNT(*) FROM status.issuer WHERE retired_at IS NOT NULL")).isZero();
    stack
        .admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT IGNORE INTO status.revocation
                  (partition_no, serial, issuer_no, reason, revoked_at, not_after)
                SELECT 2147483646, serial, 1, 4, 0, not_after FROM status.certificate
                WHERE issuer_no = 1 AND partition_no = 2147483646
                """));

    long before = count("SELECT COUNT(*) FROM audit.entry WHERE kind = 'issuer-retired'");
    assertThat(retirement.carryOut(old, List.of()).possible()).isTrue();
    assertThat(before).isZero();
    assertThat(count("SELECT COUNT(*) FROM audit.entry WHERE kind = 'issuer-retired'")).isOne();
    assertThat(obstacles(old)).anyMatch(told -> told.startsWith("signature-g1 was retired at"));
    assertThatThrownBy(() -> retirement.carryOut(old, List.of()))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("was retired");
    assertThat(count("SELECT COUNT(*) FROM audit.entry WHERE kind = 'issuer-retired'")).isOne();

    assertThat(server(stack.ca()).all())
        .filteredOn(generation -> !generation.isInForce(clock.instant()))
        .extracting(generation -> generation.issuing().policy().issuer())
        .containsExactly(old);
    assertThat(server(stack.ca()).issuing(Authority.SIGNATURE).policy().issuer()).isEqualTo(NEXT);
    assertThat(
            new NewSigner(
                    stack.admin(), stack.ca(), stack.ocsp(), clock, new SecureRandom(), "separate")
                .make("signature-g1", CeremonySteps.silent()))
        .contains("key generation signature-g1 is retired");
  }
}
