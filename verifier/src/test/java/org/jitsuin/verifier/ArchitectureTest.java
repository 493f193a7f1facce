package org.jitsuin.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.DataInputStream;
import java.io.IOException;
import org.jitsuin.testing.CodingRules;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(
    packages = "org.jitsuin.verifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int JAVA_17 = 61;

  @ArchTest
  static final ArchRule dependencies_areJavaAndBouncyCastle =
      classes()
          .that()
          .resideOutsideOfPackage("org.jitsuin.verifier.filter..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax.security.auth..", "org.bouncycastle..", "org.jitsuin.verifier..");

  /** Who uses no filters does not need their module. */
  @ArchTest
  static final ArchRule filters_areOfOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.jitsuin.verifier.filter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jitsuin.filter..", "org.jitsuin.verifier.filter..");

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.(**)").should().beFreeOfCycles();

  @Test
  void classes_runOnJava17() throws IOException {
    try (DataInputStream in =
        new DataInputStream(Verifier.class.getResourceAsStream("Verifier.class"))) {
      assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
      assertThat(in.readUnsignedShort()).isZero();
      assertThat(in.readUnsignedShort()).isEqualTo(JAVA_17);
    }
  }
}
