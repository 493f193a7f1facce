package org.jitsuin.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies between the modules point downwards only; see docs/architecture.md. */
class ModuleDirectionsTest {
  private static final List<String> MODULES =
      List.of(
          "pki-base",
          "samples",
          "verifier",
          "card",
          "audit-log",
          "pki-store",
          "ca-domain",
          "installation",
          "cluster",
          "ca-core",
          "ocsp-responder",
          "crl-publisher",
          "repository-server",
          "office",
          "sandbox",
          "launcher",
          "bench",
          "request-filter",
          "server-readiness");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              MODULES.stream().map(name -> Path.of("..", name, "target/classes")).toList());

  @ParameterizedTest
  @CsvSource({
    "samples, 'base, audit, store, ca, installation, ocsp, crl, repository, bench, launcher, server,"
        + " http, card, verifier'",
    "verifier, 'base, audit, store, ca, installation, ocsp, crl, repository, bench, launcher,"
        + " server, http, card, samples'",
    "base, 'audit, store, ca, installation, ocsp, crl, repository, bench, launcher, server, http,"
        + " card, samples, verifier'",
    "card, 'audit, store, ca, installation, ocsp, crl, repository, bench, launcher, server, http'",
    "audit, 'store, ca, installation, ocsp, crl, repository, bench, launcher, server, http, card'",
    "store, 'ca, installation, ocsp, crl, repository, bench, launcher, server, http, card'",
    "ca, 'installation, ocsp, crl, repository, bench, launcher, server, http, card'",
    "installation, 'ocsp, crl, repository, bench, launcher, server, http, card, cluster'",
    "cluster, 'ocsp, crl, repository, bench, launcher, server, http, card'",
    "ocsp, 'audit, store, ca, installation, crl, repository, bench, launcher, server, http, card'",
    "crl, 'ca, installation, ocsp, repository, bench, launcher, server, http, card'",
    "repository, 'store, ca, installation, ocsp, crl, bench, launcher, server, http, card'",
    "bench, 'repository, launcher, server, http'",
    "launcher, 'ocsp, crl, repository, bench, server, http'",
    "office, 'audit, store, ca, installation, ocsp, crl, repository, bench, launcher, server,"
        + " http, card'",
    "sandbox, 'audit, store, ca, installation, ocsp, crl, repository, bench, launcher, server, http,"
        + " card, office'",
    "party, 'audit, store, ca, installation, ocsp, crl, repository, bench, launcher, server, http,"
        + " card, office'",
    "http, 'base, audit, store, ca, installation, ocsp, crl, repository, bench, launcher, server,"
        + " card'"
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
            "org.jitsuin.ca.lifecycle..",
            "org.jitsuin.ca.outcome..",
            "org.jitsuin.ca.validity..",
            "org.jitsuin.ca.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.jdbi..",
            "jakarta..",
            "org.jitsuin.ca.store..",
            "org.jitsuin.ca.issue..",
            "org.jitsuin.ca.residentevent..",
            "org.jitsuin.ca.api..",
            "org.jitsuin.ca.boot..")
        .check(CLASSES);
  }

  /** Where its exceptions are told not to repeat what was bound to a statement. */
  @Test
  void database_isOpenedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.jitsuin.bench..")
        .and()
        .doNotHaveFullyQualifiedName("org.jitsuin.store.JdbiSetup")
        .and()
        .doNotHaveFullyQualifiedName("org.jitsuin.ocsp.boot.OcspService")
        .should()
        .callMethod(Jdbi.class, "create", DataSource.class)
        .check(CLASSES);
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().matching("org.jitsuin.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void classes_ofAllModulesAreSeen() {
    for (String module : MODULES) {
      assertThat(
              CLASSES.stream()
                  .map(type -> type.getSource().orElseThrow().getUri().getPath())
                  .filter(path -> path.contains("/" + module + "/target/classes/")))
          .as(module)
          .isNotEmpty();
    }
  }
}
