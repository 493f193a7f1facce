package org.jitsuin.cluster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(
    packages = "org.jitsuin.cluster",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_isNowhere = CodingRules.JAKARTA_AT_THE_RIM;

  @ArchTest
  static final ArchRule plan_knowsNoBedAndNoTrial =
      noClasses()
          .that()
          .resideInAPackage("org.jitsuin.cluster.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jitsuin.cluster.bed..", "org.jitsuin.cluster.trial..");

  @ArchTest
  static final ArchRule bed_knowsNoTrial =
      noClasses()
          .that()
          .resideInAPackage("org.jitsuin.cluster.bed..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jitsuin.cluster.trial..");

  /** Neither database nor file nor clock. */
  @ArchTest
  static final ArchRule rules_arePure =
      classes()
          .that()
          .resideInAPackage("org.jitsuin.cluster.trial.check")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java.lang..",
                  "java.util..",
                  "java.time..",
                  "org.jitsuin.audit.tlog",
                  "org.jitsuin.cluster.trial.check"));
}
