package org.jitsuin.ocsp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(packages = "org.jitsuin.ocsp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_dependDownwardsOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("boot")
          .definedBy("org.jitsuin.ocsp.boot")
          .layer("http")
          .definedBy("org.jitsuin.ocsp.http")
          .layer("answer")
          .definedBy("org.jitsuin.ocsp.answer")
          .layer("account")
          .definedBy("org.jitsuin.ocsp.usage")
          .layer("requester")
          .definedBy("org.jitsuin.ocsp.access")
          .layer("renewal")
          .definedBy("org.jitsuin.ocsp.renewal")
          .layer("signer")
          .definedBy("org.jitsuin.ocsp.signer")
          .layer("wire")
          .definedBy("org.jitsuin.ocsp.wire")
          .layer("status")
          .definedBy("org.jitsuin.ocsp.status")
          .whereLayer("boot")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("answer")
          .mayOnlyBeAccessedByLayers("boot", "http", "account")
          .whereLayer("account")
          .mayOnlyBeAccessedByLayers("boot", "http")
          .whereLayer("requester")
          .mayOnlyBeAccessedByLayers("boot", "http", "account", "answer")
          .whereLayer("renewal")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("signer")
          .mayOnlyBeAccessedByLayers("boot", "answer")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("boot", "http", "answer", "account", "requester", "signer");

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_isAtTheRim = CodingRules.JAKARTA_AT_THE_RIM;

  @ArchTest
  static final ArchRule answering_asksNoDatabase =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.jitsuin.ocsp.wire", "org.jitsuin.ocsp.answer", "org.jitsuin.ocsp.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..");
}
