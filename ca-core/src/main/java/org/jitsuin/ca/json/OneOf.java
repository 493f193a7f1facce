package org.jitsuin.ca.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text in an answer, or texts in a list or in lists of it, that are among the ids of a closed
 * set.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OneOf {
  /** Has a method {@code id()}. */
  Class<? extends Enum<?>> value();

  /** What it may be besides. */
  String[] or() default {};
}
