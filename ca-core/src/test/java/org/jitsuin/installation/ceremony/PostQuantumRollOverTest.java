package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.boot.CaContext;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.LinkCertificate;
import org.jitsuin.ca.store.RollOverTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.NodeJudge;
import org.jitsuin.testing.SeparateStack;
import org.jitsuin.testing.SettableClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A roll-over from RSA to ML-DSA-65, for training, on a stack of its own: the authority issues by
 * the new generation, with keys of cards as before.
 */
@Tag("stack")
class PostQuantumRollOverTest {
  private static final Issuer NEXT = new Issuer(Authority.SIGNATURE, 2);
  @TempDir private static Path home;

  private static SeparateStack stack;
  private static SettableClock clock;
  private static CeremonyPlan plan;

  @BeforeAll
  static void rollOver() {
    stack = new SeparateStack(home);
    clock = new SettableClock(Clocks.system().instant());
    plan = CeremonyPlan.development("http://localhost:8080", List.of("localhost"));
    assertThat(
            new Ceremony(
                    stack.admin(), stack.ca(), stack.ocsp(), clock, new SecureRandom(), "separate")
                .hold(plan, home))
        .isInstanceOf(CeremonyOutcome.Held.class);
    RollOver next =
        new RollOver(
            stack.admin(), stack.ca(), stack.ocsp(), clock, new SecureRandom(), "separate");
    assertThat(
            next.prepare(
                Authority.SIGNATURE,
                Optional.empty(),
                Optional.of(SignatureScheme.ML_DSA_65),
                home,
                CeremonyContext.plain()))
        .isInstanceOf(RollOverOutcome.Prepared.class);
    // The same again goes on; with another algorithm it does not.
    assertThat(prepared(next, SignatureScheme.ML_DSA_65))
        .isInstanceOf(RollOverOutcome.Prepared.class);
    assertThat(prepared(next, SignatureScheme.ECDSA_P384_SHA384))
        .isInstanceOf(RollOverOutcome.Refused.class);
    assertThat(next.complete(plan, home, CeremonyContext.plain(), false))
        .isEqualTo(new RollOverOutcome.Completed(NEXT, new Issuer(Authority.SIGNATURE, 1)));
  }

  private static RollOverOutcome prepared(RollOver next, SignatureScheme algorithm) {
    return next.prepare(
        Authority.SIGNATURE,
        Optional.empty(),
        Optional.of(algorithm),
        home,
        CeremonyContext.plain());
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  private static IssuerTable.Row generation(int number) {
    return stack.admin().withHandle(IssuerTable::all).stream()
        .filter(row -> row.authority().equals("signature") && row.generation() == number)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void links_acrossAlgorithms_areSignedByTheOtherKey() throws Exception {
    IssuerTable.Row old = generation(1);
    IssuerTable.Row fresh = generation(2);
    assertThat(fresh.scheme()).isEqualTo(SignatureScheme.ML_DSA_65);
    fresh.certificate().verify(fresh.certificate().getPublicKey());
    List<LinkCertificate> links =
        stack.admin().withHandle(handle -> RollOverTable.links(handle, fresh.number()));
    assertThat(links).hasSize(2);
    for (LinkCertificate link : links) {
      boolean byOld = link.issuerNumber() == old.number();
      link.certificate().verify((byOld ? old : fresh).certificate().getPublicKey());
      assertThat(link.certificate().getSigAlgName())
          .isEqualTo(byOld ? "SHA256withRSA" : "ML-DSA-65");
      assertThat(link.certificate().getPublicKey())
          .isEqualTo((byOld ? fresh : old).certificate().getPublicKey());
    }
  }

  /** Signers of OCSP stay classical, under a certificate of the new generation. */
  @Test
  void signer_ofTheNewGeneration_hasAClassicalKey() throws Exception {
    byte[] der =
        stack
            .admin()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT certificate FROM status.ocsp_signer WHERE issuer_no = ?",
                        generation(2).number())
                    .mapTo(byte[].class)
                    .one());
    X509Certificate signer = SignedCertificate.parse(der);
    signer.verify(generation(2).certificate().getPublicKey());
    assertThat(SignatureScheme.RSA_2048_SHA256.fits(signer.getPublicKey())).isTrue();
  }

  @Test
  void issue_byTheNewGeneration_isLintedSignedAndVerified() throws Exception {
    CaContext context =
        new CaContext(
            TestStack.shared().settings(),
            new Node("separate", UUID.randomUUID().toString()),
            clock,
            new SecureRandom(),
            stack.ca(),
            new Transactions(stack.admin(), clock),
            new LifeCycle(CaFixture.POLICY));
    try (CaService service = new CaService(context)) {
      StaffMember clerk = clerk();
      LocalDate today = JapanTime.date(clock.instant());
      Card card =
          CaFixture.done(
                  service
                      .cards()
                      .registerCard()
                      .register(
                          clerk,
                          CaFixture.request(clerk),
                          new RegisterCard.Application(
                              CaFixture.holder(), today, today, CaFixture.CHECK)))
              .result();
      Issued issued =
          CaFixture.done(
                  service
                      .issuing()
                      .issueCertificates()
                      .issue(
                          clerk,
                          CaFixture.request(clerk),
                          IssueRequest.first(
                              card.id(), CaFixture.keys(Authority.values()), CaFixture.CHECK)))
              .result();
      Map<Integer, X509Certificate> byGeneration =
          issued.certificates().stream()
              .collect(
                  Collectors.toMap(
                      one -> one.certificate().issuer().generation(),
                      one -> SignedCertificate.parse(one.der().bytes())));
      assertThat(byGeneration.keySet()).isEqualTo(Set.of(1, 2));
      X509Certificate signature = byGeneration.get(2);
      assertThat(signature.getSigAlgName()).isEqualTo("ML-DSA-65");
      signature.verify(generation(2).certificate().getPublicKey());
      assertThatThrownBy(() -> signature.verify(generation(1).certificate().getPublicKey()))
          .isInstanceOf(GeneralSecurityException.class);
      assertThat(SignatureScheme.ECDSA_P384_SHA384.fits(signature.getPublicKey())).isTrue();
      if (NodeJudge.runsHere()) {
        assertThat(
                new NodeJudge(home).verifies(signature.getEncoded(), generation(2).certificate()))
            .isTrue();
      }
    }
  }

  private static StaffMember clerk() {
    return stack
        .admin()
        .withHandle(handle ->
            StaffTable.find(
                handle,
                Serial.of(
                    handle
                        .select("SELECT serial FROM ca.staff WHERE name = ?", "clerk-13221")
                        .mapTo(byte[].class)
                        .one())))
        .orElseThrow();
  }
}
