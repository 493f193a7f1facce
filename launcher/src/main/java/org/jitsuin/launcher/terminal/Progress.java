package org.jitsuin.launcher.terminal;

/** Hears how far something long has come, step by step. */
public interface Progress {
  /** Reports that a step begins. */
  void begin(String step);

  /**
   * Reports that the step that began last goes on.
   *
   * @param reason what is being waited for
   */
  void waiting(String reason);

  /**
   * Reports that the step that began last has ended well.
   *
   * @param result what there is now
   */
  void done(String result);

  /** Returns progress that is reported to nobody. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void begin(String step) {}

      @Override
      public void waiting(String reason) {}

      @Override
      public void done(String result) {}
    };
  }
}
