package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.base.model.SchemaLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaStepsTest {
  @TempDir private Path further;

  /** Each migration that was added since says what it does to the release before. */
  @Test
  void ofThisRelease_allFiles_sayWhatTheyDo() {
    SchemaSteps steps = SchemaSteps.ofThisRelease();
    assertThat(steps.steps()).hasSizeGreaterThan(40).isSorted();
    assertThat(steps.program().needs()).isGreaterThanOrEqualTo(73);
    assertThat(steps.program().knows()).isGreaterThanOrEqualTo(steps.program().needs());
  }

  @Test
  void of_firstLine_tellsTheKind() {
    assertThat(SchemaStep.of("V80__a.sql", "-- Step: expand.\n-- More.\n"))
        .isEqualTo(new SchemaStep(80, SchemaStep.Kind.EXPAND, "V80__a.sql"));
    assertThat(SchemaStep.of("V81__b.sql", "-- Step: contract.\nDROP"))
        .isEqualTo(new SchemaStep(81, SchemaStep.Kind.CONTRACT, "V81__b.sql"));
    assertThat(SchemaStep.of("V72__before.sql", "CREATE TABLE"))
        .isEqualTo(new SchemaStep(72, SchemaStep.Kind.EXPAND, "V72__before.sql"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "CREATE TABLE", "-- Step: shrink.", "\n-- Step: expand.", "-- step: expand."})
  void of_noMark_isRefused(String text) {
    assertThatThrownBy(() -> SchemaStep.of("V80__a.sql", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("V80__a.sql");
  }

  @Test
  void program_ofAReleaseThatContracts_needsWhatExpandsAlone() throws IOException {
    Files.writeString(further.resolve("V9001__a.sql"), "-- Step: expand.\n");
    Files.writeString(further.resolve("V9002__b.sql"), "-- Step: contract.\n");
    SchemaSteps steps = SchemaSteps.ofThisRelease().with(further);
    assertThat(steps.program()).isEqualTo(new SchemaLevel.Program(9001, 9002));
    SchemaStep contract = steps.firstContract(0).orElseThrow();
    assertThat(contract.version()).isEqualTo(9002);
    assertThat(steps.before(contract)).isEqualTo(9001);
    assertThat(steps.firstContract(9002)).isEmpty();
  }
}
