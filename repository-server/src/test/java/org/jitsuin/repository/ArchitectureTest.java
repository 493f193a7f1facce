package org.jitsuin.repository;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(
    packages = "org.jitsuin.repository",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_dependDownwardsOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("boot")
          .definedBy("org.jitsuin.repository.boot")
          .layer("http")
          .definedBy("org.jitsuin.repository.http")
          .layer("content")
          .definedBy("org.jitsuin.repository.content")
          .whereLayer("boot")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("content")
          .mayOnlyBeAccessedByLayers("http", "boot");

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest static final ArchRule jakarta_isAtTheRim = CodingRules.JAKARTA_AT_THE_RIM;

  /** Relying parties reach it, and so does everybody else. */
  @ArchTest
  static final ArchRule repository_hasNoKeyNoTokenNoDatabase =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.mariadb..",
              "sun.security.pkcs11..",
              "org.jitsuin.base.keys..",
              "org.jitsuin.store..",
              "org.jitsuin.crl..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(PrivateKey.class, KeyStore.class, Signature.class);

  /** It writes nothing: what it hands out is put there by others. */
  @ArchTest
  static final ArchRule repository_writesNoFile =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(equivalentTo(Files.class)))
                  .and(
                      target(nameMatching("write.*|move|copy|delete.*|create.*|newOutputStream"))));
}
