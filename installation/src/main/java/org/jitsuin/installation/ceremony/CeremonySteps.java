package org.jitsuin.installation.ceremony;

/** Hears of each step of a ceremony before it is taken. */
@FunctionalInterface
public interface CeremonySteps {
  /**
   * Reports that a step begins.
   *
   * @param sentence what is done, with names, algorithms and times
   */
  void begin(String sentence);

  /** Returns steps that are reported to nobody. */
  static CeremonySteps silent() {
    return _ -> {};
  }
}
