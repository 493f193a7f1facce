package org.jitsuin.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the fast tests are fast: what needs a server says so, by its name and by its tag. */
class TagsTest {
  private static final JavaClasses TESTS =
      new ClassFileImporter().importPath(Path.of("target/test-classes"));

  private static final ArchCondition<JavaClass> BE_TAGGED =
      new ArchCondition<>("carry the tag deployed") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          boolean tagged =
              Arrays.stream(type.reflect().getAnnotationsByType(Tag.class))
                  .anyMatch(tag -> tag.value().equals("deployed"));
          events.add(new SimpleConditionEvent(type, tagged, type.getName()));
        }
      };

  @Test
  void deployedTests_areTagged() {
    classes().that().haveSimpleNameEndingWith("IT").should(BE_TAGGED).check(TESTS);
  }

  @Test
  void testsOfAServer_haveTheNameOfDeployedTests() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "are run with the fast tests", type -> type.getSimpleName().endsWith("Test")))
        .and()
        .doNotBelongToAnyOf(DeployedServerTest.class, ServerUnderTest.class, TagsTest.class)
        .should()
        .transitivelyDependOnClassesThat()
        .belongToAnyOf(TestInstallation.class)
        .check(TESTS);
  }
}
