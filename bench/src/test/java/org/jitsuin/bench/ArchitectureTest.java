package org.jitsuin.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(
    packages = "org.jitsuin.bench",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_isNowhere = CodingRules.JAKARTA_AT_THE_RIM;

  @ArchTest
  static final ArchRule useCases_areKnownToTheirSystemsOnly =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("System")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jitsuin.ca.issue..",
              "org.jitsuin.ca.residentevent..",
              "org.jitsuin.ca.lifecycle..",
              "org.jitsuin.ca.lint..",
              "org.jitsuin.ca.profile..")
          .because("what changes there shall change one class here");

  @ArchTest
  static final ArchRule measuring_knowsNothingOfWhatIsMeasured =
      noClasses()
          .that()
          .resideInAPackage("..measure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jitsuin.ca..", "org.jitsuin.base..", "org.jitsuin.bench.environment..");

  @ArchTest
  static final ArchRule benchmarks_doNotKnowEachOther =
      slices()
          .matching("org.jitsuin.bench.(issue|events|ocsp|crl|audit|console|card|verify|filter)..")
          .should()
          .notDependOnEachOther();
}
