package org.jitsuin.ca.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jitsuin.ca.model.ApplicationKind;

/**
 * What an endpoint does directly that can be applied for, too: refused where the office asks for a
 * second person, and while issuing is closed if it issues.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DirectAct {
  /** The kind of application. */
  ApplicationKind value();
}
