package org.jitsuin.ca;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.ca.testing.CodingRules;

@AnalyzeClasses(packages = "org.jitsuin.ca", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_isAtTheRim = CodingRules.JAKARTA_AT_THE_RIM;

  @ArchTest
  static final ArchRule rules_arePure =
      noClasses()
          .that()
          .resideInAnyPackage("..lifecycle..", "..validity..", "..model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.jitsuin.base.keys..",
              "org.jitsuin.ca.store..",
              "org.jitsuin.ca.issue..",
              "org.jitsuin.ca.registry..")
          .because("they are tested without database, container or token");

  @ArchTest
  static final ArchRule profiles_knowNoDatabase =
      noClasses()
          .that()
          .resideInAnyPackage("..profile..", "..lint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.jitsuin.ca.store..");

  @ArchTest
  static final ArchRule useCases_doNotKnowTheirApi =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.jitsuin.ca.api..", "org.jitsuin.ca.boot..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jitsuin.ca.api..", "org.jitsuin.ca.boot..");

  @ArchTest
  static final ArchRule installing_isNoPartOfServing =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.jitsuin.ca.setup..", "org.jitsuin.ca.ceremony..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jitsuin.ca.setup..",
              "org.jitsuin.ca.ceremony..",
              "org.flywaydb..",
              "org.mariadb..",
              "com.fasterxml.jackson.dataformat..")
          .because("the server does not bring these libraries");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.ca.(*)..").should().beFreeOfCycles();
}
