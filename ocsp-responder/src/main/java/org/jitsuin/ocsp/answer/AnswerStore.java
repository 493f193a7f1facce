package org.jitsuin.ocsp.answer;

import java.util.Optional;

/**
 * Keeps answers for those who ask the same. It need not forget an answer when the status changes:
 * whoever takes one out compares the status it tells with the one that is true now, so that there
 * is no moment at which a change and a look into the store could miss each other.
 */
interface AnswerStore {
  /** The answer last kept for that question. */
  Optional<StoredAnswer> find(Question question);

  /** Keeps an answer for as long as there is room. */
  void keep(Question question, StoredAnswer answer);
}
