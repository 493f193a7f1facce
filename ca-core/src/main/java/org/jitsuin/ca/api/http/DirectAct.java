package org.jitsuin.ca.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jitsuin.ca.model.ApplicationKind;

/**
 * Marks an endpoint whose act can also be applied for: it is refused where the office requires a
 * second person, and, if it issues, while issuing is closed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DirectAct {
  /** The kind of application. */
  ApplicationKind value();
}
