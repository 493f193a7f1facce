package org.jitsuin.crl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.jitsuin.crl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_dependDownwardsOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("boot")
          .definedBy("org.jitsuin.crl.boot")
          .layer("http")
          .definedBy("org.jitsuin.crl.http")
          .layer("ldap")
          .definedBy("org.jitsuin.crl.ldap")
          .layer("publish")
          .definedBy("org.jitsuin.crl.publish")
          .layer("plan")
          .definedBy("org.jitsuin.crl.plan")
          .layer("write")
          .definedBy("org.jitsuin.crl.write")
          .layer("model")
          .definedBy("org.jitsuin.crl.model")
          .whereLayer("boot")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("http", "ldap", "boot")
          .whereLayer("ldap")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers("publish", "ldap", "boot")
          .whereLayer("write")
          .mayOnlyBeAccessedByLayers("publish");

  @ArchTest
  static final ArchRule jakarta_standsInBootOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.jitsuin.crl.boot")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule http_asksNoDatabase =
      noClasses()
          .that()
          .resideInAPackage("org.jitsuin.crl.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..");
}
