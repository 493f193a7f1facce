package org.jitsuin.filter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.DataInputStream;
import java.io.IOException;
import org.jitsuin.testing.CodingRules;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(
    packages = "org.jitsuin.filter",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int JAVA_17 = 61;

  @ArchTest
  static final ArchRule dependencies_areJavaAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "javax.security.auth.x500..", "org.jitsuin.filter..");

  /** Of all classes but the one that begins the program. */
  @ArchTest
  static void time_isAnArgument(JavaClasses classes) {
    CodingRules.TIME_IS_AN_ARGUMENT.check(
        classes.that(DescribedPredicate.not(JavaClass.Predicates.simpleName("Main"))));
  }

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.(**)").should().beFreeOfCycles();

  @Test
  void classes_runOnJava17() throws IOException {
    try (DataInputStream in =
        new DataInputStream(StatusFilter.class.getResourceAsStream("StatusFilter.class"))) {
      assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
      assertThat(in.readUnsignedShort()).isZero();
      assertThat(in.readUnsignedShort()).isEqualTo(JAVA_17);
    }
  }
}
