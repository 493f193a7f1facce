package org.jitsuin.ca.lifecycle;

/**
 * An expected no.
 *
 * @param detail what the message of the code speaks of, such as a date; never personal data
 */
public record Refusal(RefusalCode code, String detail) {
  public static Refusal of(RefusalCode code) {
    return new Refusal(code, "");
  }
}
