package org.jitsuin.installation.ceremony;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jitsuin.installation.custody.SecretShare;

/**
 * The custodians who open the tokens together, as a ceremony script names them.
 *
 * @param needed how many of them it takes
 * @param people their names, in the order of their shares
 */
public record Custodians(
    @JsonProperty(required = true) int needed, @JsonProperty(required = true) List<String> people) {

  /**
   * @throws IllegalArgumentException that says what is wrong
   */
  public Custodians {
    people = List.copyOf(people);
    if (needed < 2 || people.size() < needed || people.size() > SecretShare.MOST_PEOPLE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "custodians are 2 to %d people, of whom at least 2 are needed",
              SecretShare.MOST_PEOPLE));
    }
    if (people.stream().distinct().count() < people.size()
        || !people.stream().allMatch(name -> name.matches("[a-z0-9][a-z0-9-]{0,31}"))) {
      throw new IllegalArgumentException(
          "a custodian's name is small letters, digits and hyphens, at most 32, and no other's");
    }
  }
}
