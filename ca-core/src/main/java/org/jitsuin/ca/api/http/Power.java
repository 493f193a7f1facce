package org.jitsuin.ca.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.power.Bound;

/**
 * Says of an endpoint how far one person gets with it, and what stays in the audit log. It is what
 * auditors are shown; every endpoint has it, for each of its roles exactly once.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Power.Each.class)
public @interface Power {
  Bound value();

  /** The roles of which it is said; all that the method names where there are none. */
  String[] roles() default {};

  /** The entries that it may leave besides {@code refused}. */
  Class<? extends AuditAct>[] records() default {};

  /** Holds several of one method, where roles get differently far. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Each {
    Power[] value();
  }
}
