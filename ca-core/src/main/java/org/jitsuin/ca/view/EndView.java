package org.jitsuin.ca.view;

import java.time.LocalDate;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.validity.Because;
import org.jitsuin.ca.validity.Ending;

/**
 * Until when a card or a certificate is valid, and why.
 *
 * @param on the last day, to its end in Japan
 * @param because the rule, such as {@code fifth-birthday}
 */
public record EndView(
    LocalDate on, @OneOf(Because.class) String because, String text, String textJa) {
  public static EndView of(Ending ending) {
    return new EndView(
        ending.on(),
        ending.because().id(),
        ending.because().english(),
        ending.because().japanese());
  }
}
