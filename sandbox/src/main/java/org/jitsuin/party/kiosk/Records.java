package org.jitsuin.party.kiosk;

import java.io.IOException;

/** The municipality's side: where copies of resident records come from. */
@FunctionalInterface
public interface Records {
  /**
   * Asks for a copy.
   *
   * @param question made for this one print; the answer must carry it
   * @param person the root of the holder's lineage
   * @throws IOException if there is no answer
   */
  Copy copy(String question, String person) throws IOException;

  /**
   * A copy of a record.
   *
   * @param question to which question it is the answer
   * @param person whose it is
   */
  record Copy(String question, String person, String name, String address) {
    /** Returns nothing of a person. */
    @Override
    public String toString() {
      return "Copy[" + question + "]";
    }
  }
}
