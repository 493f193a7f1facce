package org.jitsuin.ca.model;

import java.time.LocalDate;
import java.util.Map;

/**
 * A resident who holds a card, as the resident register has them.
 *
 * @param registerId the opaque id in the resident register; never the My Number
 * @param municipality the code of the municipality of residence
 * @param name 氏名
 * @param address 住所, from the prefecture
 * @param sex 性別
 * @param birthDate 生年月日, as far as it is known
 */
public record Holder(
    String registerId,
    String municipality,
    RegisterText name,
    RegisterText address,
    Sex sex,
    BirthDate birthDate) {

  /** A holder whose birth date is known. */
  public Holder(
      String registerId,
      String municipality,
      RegisterText name,
      RegisterText address,
      Sex sex,
      LocalDate birthDate) {
    this(registerId, municipality, name, address, sex, BirthDate.of(birthDate));
  }

  /**
   * The first day of Meiji 6, when Japan took over the calendar in which birth dates are written.
   */
  public static final LocalDate EARLIEST_BIRTH = LocalDate.of(1873, 1, 1);

  /** Returns whether another holder has the same name, sex and birth date. */
  public boolean differsOnlyInAddress(Holder other) {
    return name.equals(other.name) && sex == other.sex && birthDate.equals(other.birthDate);
  }

  /** The personal data as an audit entry is bound to it. */
  public Map<String, String> disclosed() {
    return Map.of(
        "registerId", registerId,
        "municipality", municipality,
        "name", name.text(),
        "nameSubstitutes", name.substitutes(),
        "address", address.text(),
        "addressSubstitutes", address.substitutes(),
        "sex", sex.id(),
        "birthDate", birthDate.toString());
  }

  /** Returns only the opaque id, since the rest is personal data. */
  @Override
  public String toString() {
    return "Holder[" + registerId + "]";
  }
}
