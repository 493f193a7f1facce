package org.jitsuin.crl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(packages = "org.jitsuin.crl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_dependDownwardsOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("boot")
          .definedBy("org.jitsuin.crl.boot")
          .layer("ldap")
          .definedBy("org.jitsuin.crl.ldap")
          .layer("filter")
          .definedBy("org.jitsuin.crl.filter..")
          .layer("publish")
          .definedBy("org.jitsuin.crl.publish")
          .layer("peer")
          .definedBy("org.jitsuin.crl.peer")
          .layer("plan")
          .definedBy("org.jitsuin.crl.plan")
          .layer("write")
          .definedBy("org.jitsuin.crl.write")
          .layer("model")
          .definedBy("org.jitsuin.crl.model")
          .whereLayer("boot")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("ldap", "filter", "boot")
          .whereLayer("filter")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("ldap")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("peer")
          .mayOnlyBeAccessedByLayers("publish", "filter")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers("publish", "filter", "ldap", "boot")
          .whereLayer("write")
          .mayOnlyBeAccessedByLayers("publish");

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_isAtTheRim = CodingRules.JAKARTA_AT_THE_RIM;

  /** What is published is handed out by another program, which has no key. */
  @ArchTest
  static final ArchRule publishing_answersNobody =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.jitsuin.crl.boot")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.undertow..", "jakarta.servlet..", "jakarta.ws..");
}
