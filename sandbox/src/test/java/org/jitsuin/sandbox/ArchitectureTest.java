package org.jitsuin.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(
    packages = {"org.jitsuin.sandbox", "org.jitsuin.party"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_atTheRim = CodingRules.JAKARTA_AT_THE_RIM;

  /** It is a party like any other: what it knows of the authority, everybody knows. */
  @ArchTest
  static final ArchRule authority_isReachedFromOutside =
      noClasses()
          .that()
          .resideInAnyPackage("org.jitsuin.sandbox..", "org.jitsuin.party..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jitsuin.ca..",
              "org.jitsuin.store..",
              "org.jitsuin.audit..",
              "org.jitsuin.installation..",
              "org.jitsuin.card..",
              "org.jitsuin.base.keys..",
              "java.sql..",
              "javax.sql..");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.(**)").should().beFreeOfCycles();
}
