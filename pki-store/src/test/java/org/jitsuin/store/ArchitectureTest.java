package org.jitsuin.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.jitsuin.store",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** No service, no container, no rules of cards, no clock but one that is handed to it. */
  @ArchTest
  static final ArchRule store_knowsSqlAndEntriesOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.lang..",
              "java.security.cert..",
              "java.util..",
              "java.time..",
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "org.jitsuin.base..",
              "org.jitsuin.audit.entry..",
              "org.jitsuin.store..")
          .because("services that know nothing of each other stand on it");
}
