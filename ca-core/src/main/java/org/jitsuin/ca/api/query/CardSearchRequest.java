package org.jitsuin.ca.api.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.text.Normalizer;
import java.util.Optional;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.store.ResidentSearch.Person;

/** The holder whose cards are searched for, written exactly as in the resident register. */
public record CardSearchRequest(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String birthDate,
    String address) {

  Person person() {
    return new Person(
        wanted("name", name),
        Members.birthDate("birthDate", birthDate),
        Optional.ofNullable(address).map(text -> wanted("address", text)),
        Optional.empty());
  }

  /**
   * Returns a searched text in normalisation form C: some systems write a mark of voicing as a
   * character of its own.
   */
  private static String wanted(String member, String text) {
    return Members.text(
            member, Normalizer.normalize(Members.present(member, text), Normalizer.Form.NFC), null)
        .text();
  }

  /** Nothing of it: it is personal data. */
  @Override
  public String toString() {
    return "CardSearchRequest";
  }
}
