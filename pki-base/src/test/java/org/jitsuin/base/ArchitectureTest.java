package org.jitsuin.base;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(packages = "org.jitsuin.base", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule base_isPlainJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "java.sql..", "javax.sql..", "org.jdbi..", "org.jboss..")
          .because(
              "the OCSP responder and the CRL publisher stand on it, and so may anything else");

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.base.(*)..").should().beFreeOfCycles();
}
