package org.jitsuin.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies between the modules point downwards only; see docs/architecture.md. */
class ModuleDirectionsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              Path.of("../pki-base/target/classes"),
              Path.of("../ca-core/target/classes"),
              Path.of("../ocsp-responder/target/classes"),
              Path.of("../crl-publisher/target/classes"),
              Path.of("../bench/target/classes"),
              Path.of("target/classes"));

  @ParameterizedTest
  @CsvSource({
    "base, 'ca, ocsp, crl, bench, launcher, server'",
    "ca, 'ocsp, crl, bench, launcher, server'",
    "ocsp, 'ca, crl, bench, launcher, server'",
    "crl, 'ca, ocsp, bench, launcher, server'",
    "bench, 'launcher, server'",
    "launcher, 'ocsp, crl, bench, server'"
  })
  void module_dependsDownwardsOnly(String module, String others) {
    noClasses()
        .that()
        .resideInAPackage("org.jitsuin." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Arrays.stream(others.split(", ", -1))
                .map(other -> "org.jitsuin." + other + "..")
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void pureRules_knowNoDatabaseNoTokenNoServer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.jitsuin.ca.lifecycle..", "org.jitsuin.ca.validity..", "org.jitsuin.ca.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.jdbi..",
            "jakarta..",
            "org.jitsuin.ca.store..",
            "org.jitsuin.ca.issue..",
            "org.jitsuin.ca.registry..",
            "org.jitsuin.ca.api..",
            "org.jitsuin.ca.boot..")
        .check(CLASSES);
  }

  /** Where its exceptions are told not to repeat what was bound to a statement. */
  @Test
  void database_isOpenedInOnePlaceOfEachModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.jitsuin.bench..")
        .and()
        .doNotHaveFullyQualifiedName("org.jitsuin.ca.store.Database")
        .and()
        .doNotHaveFullyQualifiedName("org.jitsuin.crl.plan.StatusDatabase")
        .and()
        .doNotHaveFullyQualifiedName("org.jitsuin.ocsp.boot.OcspService")
        .should()
        .callMethod(Jdbi.class, "create", DataSource.class)
        .check(CLASSES);
  }

  @Test
  void installation_isNotPartOfTheServer() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.jitsuin.ca.setup..",
            "org.jitsuin.ca.ceremony..",
            "org.jitsuin.ca.recovery..",
            "org.jitsuin.launcher..",
            "org.jitsuin.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jitsuin.ca.setup..", "org.jitsuin.ca.ceremony..", "org.jitsuin.ca.recovery..")
        .check(CLASSES);
  }

  @Test
  void classes_ofAllModulesAreSeen() {
    for (String module : new String[] {"base", "ca", "ocsp", "crl", "bench", "launcher"}) {
      assertThat(
              CLASSES.stream().filter(c -> c.getPackageName().startsWith("org.jitsuin." + module)))
          .as(module)
          .isNotEmpty();
    }
  }
}
