package org.jitsuin.sandbox.person;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.verifier.holder.BirthDate;
import org.jitsuin.verifier.holder.HolderAttributes;
import org.jitsuin.verifier.holder.Sex;

/**
 * What parties are told of a person, as OpenID Connect has it.
 *
 * @param nameSubstitutes which characters stand for others that computers do not have, the first 0
 * @param birthDate {@code 1980-02-17}, or the year alone where no more is known
 * @param gender empty where the register does not say
 */
public record Attributes(
    String name,
    List<Integer> nameSubstitutes,
    String address,
    Optional<String> birthDate,
    Optional<String> gender) {
  /** A list that nobody changes. */
  public Attributes {
    nameSubstitutes = List.copyOf(nameSubstitutes);
  }

  /** Reads what a certificate for signatures says. */
  public static Attributes of(HolderAttributes holder) {
    return new Attributes(
        holder.name().text(),
        holder.name().substitutes(),
        holder.address().text(),
        birthDate(holder.birthDate()),
        gender(holder.sex()));
  }

  /** What is unknown stays unknown: no first of January, no 1900. */
  private static Optional<String> birthDate(BirthDate date) {
    return date.date()
        .map(String::valueOf)
        .or(() ->
            date.year().isPresent()
                ? Optional.of(String.format(Locale.ROOT, "%04d", date.year().getAsInt()))
                : Optional.empty());
  }

  private static Optional<String> gender(Sex sex) {
    return switch (sex) {
      case MALE -> Optional.of("male");
      case FEMALE -> Optional.of("female");
      case UNKNOWN, NOT_APPLICABLE -> Optional.empty();
    };
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "Attributes[]";
  }
}
