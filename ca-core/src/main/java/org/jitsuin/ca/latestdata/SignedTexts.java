package org.jitsuin.ca.latestdata;

import java.util.function.Function;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.SignedText;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/** Reads signed texts as they are sent. */
final class SignedTexts {
  private SignedTexts() {}

  /**
   * A text of some kind with its signature, which was not checked yet.
   *
   * @param sent as it came
   */
  record Sent<T>(T text, SignedText signed, Bytes sent) {}

  /**
   * Reads one.
   *
   * @param parser throws an IllegalArgumentException that says what is wrong
   * @return refused with CONSENT_SIGNATURE_INVALID or CONSENT_TEXT_INVALID
   */
  static <T> Outcome<Sent<T>> read(Bytes sent, Function<byte[], T> parser) {
    return SignedText.read(sent)
        .then(signed -> {
          try {
            T text = parser.apply(signed.content().bytes());
            return Outcome.done(new Sent<>(text, signed, sent));
          } catch (IllegalArgumentException e) {
            return Outcome.refused(RefusalCode.CONSENT_TEXT_INVALID, e.getMessage());
          }
        });
  }
}
