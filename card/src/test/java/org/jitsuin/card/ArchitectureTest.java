package org.jitsuin.card;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jitsuin.testing.CodingRules;

@AnalyzeClasses(packages = "org.jitsuin.card", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule applet_knowsNoInputNoOutputNoThread =
      noClasses()
          .that()
          .resideInAnyPackage("org.jitsuin.card.applet..", "org.jitsuin.card.channel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.util.concurrent..",
              "javax.smartcardio..",
              "jakarta..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .because("it is a chip: octets in, octets out");

  @ArchTest
  static final ArchRule state_knowsNoCommand =
      noClasses()
          .that()
          .resideInAPackage("org.jitsuin.card.state..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jitsuin.card.applet..", "org.jitsuin.card.channel..");

  @ArchTest static final ArchRule time_isAnArgument = CodingRules.TIME_IS_AN_ARGUMENT;

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jitsuin.card.(*)..").should().beFreeOfCycles();
}
