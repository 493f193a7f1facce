package org.jitsuin.ca.consent;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One of the four items of a holder (基本4情報), in the order in which texts name them. */
public enum ConsentAttribute {
  NAME("name"),
  ADDRESS("address"),
  SEX("sex"),
  BIRTH_DATE("birthDate");

  private final String id;

  ConsentAttribute(String id) {
    this.id = id;
  }

  /** The name in texts, in the API and in audit entries. */
  public String id() {
    return id;
  }

  /** Their names with spaces between them, in their order. */
  public static String text(Set<ConsentAttribute> attributes) {
    return String.join(" ", ids(attributes));
  }

  /** Their names in their order. */
  public static List<String> ids(Set<ConsentAttribute> attributes) {
    return Arrays.stream(values())
        .filter(attributes::contains)
        .map(ConsentAttribute::id)
        .collect(Collectors.toList());
  }

  /** Reads what {@link #text} writes; empty if it is anything else, or names none. */
  public static Optional<Set<ConsentAttribute>> parse(String text) {
    Set<ConsentAttribute> found = EnumSet.noneOf(ConsentAttribute.class);
    for (String name : text.split(" ", -1)) {
      Arrays.stream(values()).filter(one -> one.id.equals(name)).forEach(found::add);
    }
    return found.isEmpty() || !text(found).equals(text) ? Optional.empty() : Optional.of(found);
  }
}
