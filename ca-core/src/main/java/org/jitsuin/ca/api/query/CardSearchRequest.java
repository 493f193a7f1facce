package org.jitsuin.ca.api.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.text.Normalizer;
import java.util.Optional;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.store.ResidentSearch.Person;

/**
 * The holder whose cards are searched for.
 *
 * @param name written as in the resident register
 * @param nameKana how it sounds; of name, nameKana and nameRomaji one is needed
 * @param municipality of residence, where it is known
 */
public record CardSearchRequest(
    String name,
    String nameKana,
    String nameRomaji,
    @JsonProperty(required = true) String birthDate,
    String address,
    String municipality) {

  Person person() {
    NameReading reading = Members.reading("", nameKana, nameRomaji);
    if (name == null && reading.isEmpty()) {
      throw Members.invalid("name", "is missing, and so are nameKana and nameRomaji");
    }
    return new Person(
        Optional.ofNullable(name).map(text -> wanted("name", text)),
        reading,
        Members.birthDate("birthDate", birthDate),
        Optional.ofNullable(address).map(text -> wanted("address", text)),
        Optional.ofNullable(municipality).map(code -> Members.identifier("municipality", code)));
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
