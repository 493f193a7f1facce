package org.jitsuin.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.jitsuin.base.time.Clocks;

/** Rules that hold in every module; each has a test that applies them to its own classes. */
public final class CodingRules {
  /**
   * The methods that tell a program the time of the machine, besides everything called now in
   * java.time.
   */
  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java.lang.System.currentTimeMillis()",
          "java.time.InstantSource.system()",
          "java.time.Clock.systemUTC()",
          "java.time.Clock.systemDefaultZone()",
          "java.util.Date.<init>()",
          "java.util.Calendar.getInstance()");

  private CodingRules() {}

  /** Only {@code Clocks} in pki-base reads the machine's clock. */
  public static final ArchRule TIME_IS_AN_ARGUMENT =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Clocks.class)
          .should()
          .accessTargetWhere(describe("it reads the machine's clock", CodingRules::readsTheClock))
          .because("a rule must be testable on any day: take an InstantSource");

  private static boolean readsTheClock(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    return CLOCK_READERS.contains(target.getFullName())
        || (target.getName().equals("now")
            && target.getOwner().getPackageName().startsWith("java.time"));
  }

  /** The container is at the rim only. */
  public static final ArchRule JAKARTA_AT_THE_RIM =
      noClasses()
          .that()
          .resideOutsideOfPackages("..api..", "..boot..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..")
          .because("everything else is plain Java with constructor parameters");
}
