package org.jitsuin.base.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jitsuin.base.model.SchemaLevel.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaLevelTest {
  /** Version and contracted of the schema; needs and knows of the program; what is said. */
  @ParameterizedTest
  @CsvSource({
    "80,  0, 80, 80, ''",
    "90,  0, 80, 80, ''",
    "90, 80, 79, 80, ''",
    "79,  0, 79, 80, ''",
    "90, 81, 80, 80, newer",
    "79,  0, 80, 80, older",
    "70, 81, 80, 80, newer",
    "70, 81,  0,  0, ''"
  })
  void problem_saysWhoIsTooOld(int version, int contracted, int needs, int knows, String said) {
    String problem =
        new SchemaLevel(version, contracted).problem(new Program(needs, knows)).orElse("");
    if (said.isEmpty()) {
      assertThat(problem).isEmpty();
    } else {
      assertThat(problem).contains(said);
    }
  }
}
