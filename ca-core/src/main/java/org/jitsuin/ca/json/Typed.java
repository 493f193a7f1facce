package org.jitsuin.ca.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what JSON in an answer is that was written elsewhere. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Typed {
  /** A record with its members; one of several where it may be either. */
  Class<?>[] value() default {};

  /** The name of what the API's document describes by itself, where there is no record. */
  String name() default "";
}
