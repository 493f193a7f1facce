package org.jitsuin.base;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.jitsuin.base.time.Clocks;

@AnalyzeClasses(packages = "org.jitsuin.base", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** What tells a program the time of the machine, besides everything called now in java.time. */
  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java.lang.System.currentTimeMillis()",
          "java.time.InstantSource.system()",
          "java.time.Clock.systemUTC()",
          "java.time.Clock.systemDefaultZone()",
          "java.util.Date.<init>()",
          "java.util.Calendar.getInstance()");

  private static boolean readsTheClock(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    return CLOCK_READERS.contains(target.getFullName())
        || (target.getName().equals("now")
            && target.getOwner().getPackageName().startsWith("java.time"));
  }

  @ArchTest
  static final ArchRule base_isPlainJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "java.sql..", "javax.sql..", "org.jdbi..", "org.jboss..")
          .because(
              "the OCSP responder and the CRL publisher stand on it, and so may anything else");

  @ArchTest
  static final ArchRule time_isAnArgument =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Clocks.class)
          .should()
          .accessTargetWhere(
              describe("it reads the machine's clock", ArchitectureTest::readsTheClock))
          .because("a rule must be testable on any day: take an InstantSource");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.base.(*)..").should().beFreeOfCycles();
}
