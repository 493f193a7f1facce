package org.jitsuin.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Rules about the tags of tests, by which the fast ones are told from those that need a database, a
 * token or a server; each module has a test that applies them to its own classes.
 */
public final class Rings {
  private Rings() {}

  /** Whoever tests on a stack, even through others, carries the tag {@code stack}. */
  public static final ArchRule STACK_IS_TAGGED =
      tagged("stack", TestStack.class, SeparateStack.class);

  /**
   * Tests that need one of some classes carry a tag. There may be no others in a module.
   *
   * @param tag by which they can be left out
   * @param needed what starts a program that tests need
   */
  public static ArchRule tagged(String tag, Class<?>... needed) {
    return noClasses()
        .that(describe("are tests without the tag " + tag, type -> isUntaggedTest(type, tag)))
        .should()
        .transitivelyDependOnClassesThat()
        .belongToAnyOf(needed)
        .because("the fast tests are those without that tag")
        .allowEmptyShould(true);
  }

  private static boolean isUntaggedTest(JavaClass type, String tag) {
    return type.getSimpleName().matches(".*(Test|IT)")
        && hasTests(type.reflect())
        && !isTagged(type.reflect(), tag);
  }

  private static boolean hasTests(Class<?> type) {
    return !Modifier.isAbstract(type.getModifiers())
        && !ReflectionSupport.findMethods(
                type,
                method -> AnnotationSupport.isAnnotated(method, Testable.class),
                HierarchyTraversalMode.BOTTOM_UP)
            .isEmpty();
  }

  private static boolean isTagged(Class<?> type, String tag) {
    return AnnotationSupport.findRepeatableAnnotations(type, Tag.class).stream()
            .anyMatch(one -> one.value().equals(tag))
        || Optional.ofNullable(type.getEnclosingClass())
            .filter(outer -> isTagged(outer, tag))
            .isPresent();
  }
}
