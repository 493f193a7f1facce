package org.jitsuin.launcher.holder;

/** Asks the holder. */
public interface Prompts {
  /** Returns whether there is somebody to ask. */
  boolean areThere();

  /**
   * Asks for something that nobody may see; the caller wipes it.
   *
   * @return empty where nothing was typed
   */
  char[] secret(String question);

  /** Asks a question that only a plain yes answers. */
  boolean agrees(String question);
}
