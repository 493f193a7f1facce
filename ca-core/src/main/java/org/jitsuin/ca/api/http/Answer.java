package org.jitsuin.ca.api.http;

import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what an endpoint answers where it refuses nothing. The API's document is made of it; every
 * endpoint in there has one at least.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Answer.Each.class)
public @interface Answer {
  /** The record that is written as JSON, one of several; text and octets where it is none. */
  Class<?>[] value() default {};

  String status() default "200";

  String mediaType() default MediaType.APPLICATION_JSON;

  /** Whether that of an act has a receipt, where it left an entry in the audit log. */
  boolean receipt() default true;

  /** When it is this one; for readers. */
  String when() default "What was asked for";

  /** Holds several of one method. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Each {
    Answer[] value();
  }
}
