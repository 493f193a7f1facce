package org.jitsuin.launcher.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.OwnRequest;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Distribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dry runs hold ceremonies with real tokens and a real database. */
@Tag("stack")
class DryRunTest {
  private static final String SCRIPT =
      """
      custodians:
        needed: 2
        people: [sato, suzuki, takahashi]
      witnesses: [監査人 田中]
      staff:
        - {person: p-1, name: 佐藤, role: ca-operator, request: sato.csr}
        - {person: p-2, name: 鈴木, role: ca-operator, request: suzuki.csr}
      """;

  @TempDir private Path home;

  private final List<String> steps = new ArrayList<>();

  private DryRun dryRun() {
    Installation installation = new Installation(home.resolve("real"), Map.of());
    return new DryRun(installation, Distribution.in(Path.of("..")), Clocks.system(), steps::add);
  }

  private Path script(String text) throws IOException {
    return Files.writeString(home.resolve("script.yaml"), text);
  }

  private static List<String> leftovers() throws IOException {
    List<String> left = new ArrayList<>();
    for (String place : List.of(System.getProperty("java.io.tmpdir"), "/dev/shm")) {
      try (var files = Files.list(Path.of(place))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name ->
                name.startsWith("jitsuin-dry-run-")
                    || name.startsWith("jitsuin-" + System.getProperty("user.name")))
            .forEach(left::add);
      }
    }
    return left;
  }

  @Test
  void run_custodiansAndRollOver_takesEachStepAndLeavesNothing() throws IOException {
    List<String> before = leftovers();
    OwnRequest.write(home.resolve("sato.csr"));
    OwnRequest.write(home.resolve("suzuki.csr"));

    String records =
        dryRun()
            .run(
                Optional.of(script(SCRIPT)),
                Optional.of(Authority.USER_IDENTIFICATION),
                Optional.empty());

    assertThat(steps)
        .containsSubsequence(
            "split the secret of the tokens among 3 custodians, 2 of whom are needed",
            "make the key signature-g1 (rsa-2048-sha256) in token ca",
            "make the key ocsp-signature-g1 (rsa-2048-sha256) in token ocsp",
            "make the key user-identification-g1 (rsa-2048-sha256) in token ca",
            "record it all in one transaction",
            "note that user-identification-g2 will follow user-identification-g1",
            "make the key user-identification-g2 (rsa-2048-sha256) in token ca",
            "certify the key of user-identification-g2 by that of user-identification-g1, and the"
                + " other way round",
            "let user-identification-g2 issue from now on",
            "back up the tokens, and let each key sign from the copy",
            "lose the tokens, and put them back from the copy",
            "bundle what a further server needs, and let it join",
            "custodian sato signs the record",
            "custodian suzuki signs the record",
            "check the record 1-foundation.json",
            "check the record 2-roll-over.json");
    assertThat(records)
        .contains("監査人 田中", "takahashi", "jitsuin-ca", "2 needed / 名が必要", "signature-g1")
        .contains("new-with-old user-identification-g2");
    assertThat(home.resolve("real")).doesNotExist();
    assertThat(leftovers()).containsExactlyInAnyOrderElementsOf(before);
  }

  /** The sealed key signs from the copy of the tokens, and at the server that joins. */
  @Test
  void run_rollOverToAKeyForTraining_isTakenAlongByBackupAndBundle() throws IOException {
    List<String> before = leftovers();
    String records =
        dryRun()
            .run(
                Optional.empty(),
                Optional.of(Authority.SIGNATURE),
                Optional.of(SignatureScheme.ML_DSA_65));

    assertThat(steps)
        .containsSubsequence(
            "make the key signature-g1 (rsa-2048-sha256) in token ca",
            "make the key signature-g2 (ml-dsa-65) in token ca",
            "make the key ocsp-signature-g2 (rsa-2048-sha256) in token ocsp",
            "let signature-g2 issue from now on",
            "back up the tokens, and let each key sign from the copy",
            "bundle what a further server needs, and let it join",
            "check the record 2-roll-over.json");
    assertThat(records).contains("ml-dsa-65");
    assertThat(leftovers()).containsExactlyInAnyOrderElementsOf(before);
  }

  /** The trial itself is held in development, and would not be refused. */
  @Test
  void run_keyForTrainingInProduction_isRefusedBeforeAnythingIsMade() {
    Installation installation =
        new Installation(home.resolve("real"), Map.of("JITSUIN_MODE", "production"));
    DryRun dryRun =
        new DryRun(installation, Distribution.in(Path.of("..")), Clocks.system(), steps::add);

    assertThatThrownBy(() ->
            dryRun.run(
                Optional.empty(),
                Optional.of(Authority.SIGNATURE),
                Optional.of(SignatureScheme.ML_DSA_65)))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("jitsuin.mode=production refuses it");
    assertThat(steps).isEmpty();
  }

  @Test
  void run_staffWithoutKeys_isRefusedBeforeAnythingIsMade() throws IOException {
    String script = SCRIPT.replaceAll(", request: [a-z]+.csr", "");

    assertThatThrownBy(
            () -> dryRun().run(Optional.of(script(script)), Optional.empty(), Optional.empty()))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("request: FILE.csr; nobody brought one");
    assertThat(steps).isEmpty();
  }

  @Test
  void run_scriptThatIsWrong_saysWhereBeforeAnythingIsMade() throws IOException {
    assertThatThrownBy(() ->
            dryRun()
                .run(
                    Optional.of(script("custodians: {needed: 4, people: [a, b]}")),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("script.yaml")
        .hasMessageContaining("custodians are 2 to 20 people");
    assertThat(steps).isEmpty();
  }
}
