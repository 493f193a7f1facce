package org.jitsuin.ca.lifecycle;

import java.util.Optional;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.IdentityCheck.Document;
import org.jitsuin.ca.model.IdentityCheck.Person;
import org.jitsuin.ca.model.IdentityCheck.Worth;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * Rules of which check of identity suffices for a card or a certificate: one official document with
 * a photograph, or two others (Amagasaki-shi, Kyoto-shi); the letter that was answered counts as
 * one of these. Whoever acts as legal representative proves to be one; a proxy who comes alone
 * brings the letter (Kasai-shi, Gujo-shi; domain, section 3.2).
 *
 * <p>Which document is whose is not recorded. So the rules ask for no more than what one person
 * must bring, where offices may ask for more.
 */
public final class IdentityRules {
  private static final int WITHOUT_PHOTOGRAPH = 2;

  private IdentityRules() {}

  /** Returns the refusal of a check that does not suffice. */
  public static Optional<Refusal> insufficient(IdentityCheck check) {
    return identifies(check) && mayAct(check)
        ? Optional.empty()
        : Optional.of(Refusal.of(RefusalCode.IDENTITY_CHECK_INSUFFICIENT));
  }

  /** Returns whether it says who somebody is: two of those without a photograph, one a document. */
  private static boolean identifies(IdentityCheck check) {
    long named = count(check, Worth.NAME);
    return count(check, Worth.PHOTOGRAPH) > 0
        || (named > 0 && named + count(check, Worth.SUPPORT) >= WITHOUT_PHOTOGRAPH);
  }

  private static long count(IdentityCheck check, Worth worth) {
    return check.documents().stream().filter(document -> document.worth() == worth).count();
  }

  /** Returns whether whoever came may act for the holder, or the holder was there. */
  private static boolean mayAct(IdentityCheck check) {
    if (check.present().contains(Person.REPRESENTATIVE)) {
      return check.documents().contains(Document.REPRESENTATION_PROOF);
    }
    return check.present().contains(Person.HOLDER)
        || check.documents().contains(Document.ENQUIRY_LETTER);
  }
}
