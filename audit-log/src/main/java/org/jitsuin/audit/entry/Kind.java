package org.jitsuin.audit.entry;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name in entries of a kind of act, or of actor; never changed. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {
  /** Such as {@code certificates-issued}: at most 40 small letters and hyphens. */
  String value();
}
