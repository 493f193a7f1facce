package org.jitsuin.sandbox.card;

import java.io.IOException;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.http.Refused;

/** Brings holders' questions about their consents to the authority, as a party that both trust. */
public interface HolderQuestions {
  /** Returns the name of the party at the authority, as it must stand in a question. */
  String bearer();

  /**
   * Brings a question, and returns the answer.
   *
   * @param signed CMS with the question in it
   * @return JSON
   * @throws Refused if the authority refuses it; the words are the authority's
   * @throws IOException if it does not answer
   */
  String bring(Bytes signed) throws IOException;
}
