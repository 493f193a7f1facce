package org.jitsuin.ca;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(
    packages = "org.jitsuin.ca",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** Leaves out the tests of the modules below, too, which lie in archives of their own. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_isAtTheRim = CodingRules.JAKARTA_AT_THE_RIM;

  /** What is not named here they do not know: no database, token, container, log, use case. */
  @ArchTest
  static final ArchRule rules_arePure =
      classes()
          .that()
          .resideInAnyPackage(
              "..lifecycle..",
              "..outcome..",
              "..personnel..",
              "..validity..",
              "..ca.brake..",
              "..ca.option..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java.lang..",
                      "java.util..",
                      "java.time..",
                      "org.jitsuin.base.model..",
                      "org.jitsuin.ca.brake..",
                      "org.jitsuin.ca.lifecycle..",
                      "org.jitsuin.ca.option..",
                      "org.jitsuin.ca.outcome..",
                      "org.jitsuin.ca.personnel..",
                      "org.jitsuin.ca.validity..",
                      "org.jitsuin.ca.model..")
                  .or(belongToAnyOf(JapanTime.class)))
          .because("they are tested without database, container or token");

  /** Values, but for the table of municipalities, which is read from the program itself. */
  @ArchTest
  static final ArchRule facts_knowNoRules =
      classes()
          .that()
          .resideInAPackage("..model..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java.lang..",
                      "java.util..",
                      "java.time..",
                      "java.io..",
                      "java.nio.charset..",
                      "java.text..",
                      "org.jitsuin.base.model..",
                      "org.jitsuin.ca.model..")
                  .or(belongToAnyOf(JapanTime.class, Actor.class)));

  /** Not even one that is handed to them. */
  @ArchTest
  static final ArchRule rules_haveNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..lifecycle..",
              "..validity..",
              "..model..",
              "..ca.brake..",
              "..ca.consent..",
              "..ca.option..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, InstantSource.class, Clocks.class)
          .because("the instant is an argument");

  @ArchTest
  static final ArchRule profilesAndConsents_knowNoDatabase =
      noClasses()
          .that()
          .resideInAnyPackage("..profile..", "..lint..", "..ca.consent..")
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
  static final ArchRule api_runsNoStatements =
      noClasses()
          .that()
          .resideInAPackage("org.jitsuin.ca.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jdbi..")
          .orShould()
          .dependOnClassesThat(assignableTo(Transactions.class))
          .orShould()
          .dependOnClassesThat(
              resideInAPackage("org.jitsuin.ca.store..").and(nameEndingWith("Table")))
          .because("the use cases open transactions, and read and write in them");

  /** Each resource of the API stands alone, on what all of them share. */
  @ArchTest
  static final ArchRule resources_doNotKnowEachOther =
      slices()
          .matching("org.jitsuin.ca.api.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("org.jitsuin.ca.api.http.."));

  @ArchTest
  static final ArchRule installing_isNoPartOfServing =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.jitsuin.installation.setup..",
              "org.jitsuin.installation.ceremony..",
              "org.jitsuin.installation.recovery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jitsuin.installation.setup..",
              "org.jitsuin.installation.ceremony..",
              "org.jitsuin.installation.recovery..",
              "org.flywaydb..",
              "org.mariadb..",
              "com.fasterxml.jackson.dataformat..")
          .because("the server does not bring these libraries");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.ca.(*)..").should().beFreeOfCycles();
}
