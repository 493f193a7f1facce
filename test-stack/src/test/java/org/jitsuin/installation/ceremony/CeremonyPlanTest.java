package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.testing.OwnKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may be the first staff of an authority. */
class CeremonyPlanTest {
  private static final String CUSTODIANS = "custodians: {needed: 2, people: [sato, suzuki, abe]}\n";
  private static final String TWO =
      """
      staff:
        - {person: p-1, name: 佐藤, role: ca-operator, request: own/a.csr}
        - {person: p-2, name: 鈴木, role: ca-operator, request: own/b.csr}
      """;

  @TempDir private Path place;
  private OwnKey first;

  @BeforeEach
  void bring() throws IOException {
    Files.createDirectories(place.resolve("own"));
    first = OwnKey.make(place.resolve("own/a.csr"));
    OwnKey.make(place.resolve("own/b.csr"));
  }

  private CeremonyPlan plan(String script) {
    try {
      return CeremonyPlan.scripted(
          Files.writeString(place.resolve("script.yaml"), script),
          "http://localhost:8080",
          List.of("localhost"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void inEarnest_everybodyBringsAKey_isThatPlan() {
    CeremonyPlan plan = plan(CUSTODIANS + TWO).inEarnest(true);

    assertThat(plan.staff()).hasSize(2);
    assertThat(plan.staff().getFirst().seat().name()).isEqualTo("佐藤");
    assertThat(plan.staff().getFirst().brought().orElseThrow().hash())
        .isEqualTo(Fingerprint.of(first.key().getEncoded()));
  }

  /** Whatever the staff brings. */
  @Test
  void inEarnest_keyForTraining_isRefusedInProductionAlone() {
    String script =
        TWO
            + """
            authorities:
              - authority: signature
                generation: 1
                scheme: ml-dsa-65
                validity-years: 10
                name: "C=JP, O=JPKI-TEST"
                alternative-name: "C=JP, O=JPKI-TEST"
                crl-directory: "C=JP, O=JPKI-TEST"
                base-uri: "{base-url}"
                card-keys: [ecdsa-p384-sha384]
                policy: 1.2.392.200149.8.5.1.0.20
                cps-uri: http://www.jpki.go.jp/cps.html
                ocsp-signer: {scheme: ecdsa-p256-sha256, validity-days: 14}
            """;
    CeremonyPlan plan = plan(script);

    assertThat(plan.inEarnest(false).authorities()).hasSize(1);
    assertThatThrownBy(() -> plan.inEarnest(true))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("signature-g1 is to sign by ml-dsa-65")
        .hasMessageContaining("jitsuin.mode=production refuses it");
    assertThatThrownBy(() -> plan(script.replace("ecdsa-p384-sha384", "ml-dsa-65")))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("card-keys is RSA or ECDSA, not ml-dsa-65");
  }

  @Test
  void inEarnest_inDevelopment_keysAreMadeForWhoBringsNone() {
    CeremonyPlan development =
        CeremonyPlan.development("http://localhost:8080", List.of("localhost")).inEarnest(false);
    CeremonyPlan mixed = plan(TWO + "  - {name: auditor, role: auditor}\n").inEarnest(false);

    assertThat(development.staff()).hasSize(10).allMatch(one -> one.brought().isEmpty());
    assertThat(mixed.staff())
        .extracting(CeremonyPlan.FirstStaff::brought)
        .last()
        .isEqualTo(Optional.empty());
  }

  @Test
  void inEarnest_noScript_saysThatThereIsNoDefaultStaff() {
    CeremonyPlan plan = CeremonyPlan.development("http://localhost:8080", List.of("localhost"));

    assertThatThrownBy(() -> plan.inEarnest(true))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("./jitsuin ceremony --script FILE")
        .hasMessageContaining("nobody brought one");
  }

  @Test
  void inEarnest_custodiansAndNoStaff_areNotGivenThatOfDevelopment() {
    CeremonyPlan plan = plan(CUSTODIANS);

    assertThat(plan.staff()).isEmpty();
    assertThatThrownBy(() -> plan.inEarnest(false))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("names 0 CA operators")
        .hasMessageContaining("two are needed");
  }

  @Test
  void inEarnest_oneWithoutRequest_isNamed() {
    CeremonyPlan plan = plan(CUSTODIANS + TWO + "  - {name: auditor, role: auditor}\n");

    assertThatThrownBy(() -> plan.inEarnest(false))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("none brought: auditor");
  }

  @Test
  void inEarnest_oneOperator_isNotEnough() {
    CeremonyPlan plan = plan(TWO.replace("鈴木, role: ca-operator", "鈴木, role: auditor"));

    assertThatThrownBy(() -> plan.inEarnest(true))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("names 1 CA operators");
  }

  @ParameterizedTest
  @CsvSource({
    "b.csr, a.csr, the same key as another one",
    "p-2, P-1, two have the id P-1",
    "own/b.csr, own/c.csr, cannot be read",
    "own/b.csr, script.yaml, is not PKCS#10",
    "role: ca-operator, role: king, no role is named king",
    "person: p-1, person: 一, the id of a person",
  })
  void scripted_staffThatCannotBe_isRefusedWhenTheScriptIsRead(
      String right, String wrong, String said) {
    assertThatThrownBy(() -> plan(CUSTODIANS + TWO.replace(right, wrong)))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining(said);
  }
}
