package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.RequestRefused;

/** Reads and carries out the office acts of one kind. */
interface ActHandler {
  /**
   * Reads what is asked for.
   *
   * @param content JSON, complete
   * @throws RequestRefused that names the member that is wrong, and never repeats a value
   */
  Act read(byte[] content);

  /**
   * The members that an application may tell later, when the holder is at the counter: an object
   * with a value for each that is never wrong.
   */
  default String deferrable() {
    return "{}";
  }

  /**
   * What an application is about.
   *
   * @param card the card that it names, if one
   * @param content of the application; members that only name the subject are taken out
   * @throws RequestRefused if the content ought to name it and does not
   */
  default Optional<Subject> subject(Optional<String> card, ObjectNode content) {
    return card.map(Subject.OfCard::new);
  }
}
