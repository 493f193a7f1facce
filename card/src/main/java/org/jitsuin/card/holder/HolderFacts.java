package org.jitsuin.card.holder;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.verifier.holder.HolderAttributes;
import org.jitsuin.verifier.holder.Item;
import org.jitsuin.verifier.holder.MalformedAttributesException;

/**
 * What a signature certificate says of its holder (基本4情報).
 *
 * @param name 氏名
 * @param nameSubstitutes a 1 for each character of the name that stands for another
 * @param address 住所
 * @param addressSubstitutes the same for the address
 * @param sex its digit
 * @param birthDate era digit and date, as {@link BirthDateWords} reads them
 */
public record HolderFacts(
    String name,
    String nameSubstitutes,
    String address,
    String addressSubstitutes,
    String sex,
    String birthDate) {
  /** Reads them; empty where the certificate has none, as that for user identification. */
  public static Optional<HolderFacts> of(X509Certificate certificate) {
    try {
      Map<Item, String> items = HolderAttributes.items(certificate);
      return items.containsKey(Item.NAME) ? Optional.of(of(items)) : Optional.empty();
    } catch (MalformedAttributesException e) {
      // Shown as what it is otherwise: the holder cannot mend it.
      return Optional.empty();
    }
  }

  /** What is missing or strange is shown as it is; relying parties refuse it. */
  private static HolderFacts of(Map<Item, String> items) {
    return new HolderFacts(
        items.getOrDefault(Item.NAME, ""),
        items.getOrDefault(Item.NAME_SUBSTITUTES, ""),
        items.getOrDefault(Item.ADDRESS, ""),
        items.getOrDefault(Item.ADDRESS_SUBSTITUTES, ""),
        items.getOrDefault(Item.SEX, ""),
        items.getOrDefault(Item.BIRTH_DATE, ""));
  }

  /** Returns the sex in words. */
  public Words sexInWords() {
    return switch (sex) {
      case "1" -> new Words("男", "male");
      case "2" -> new Words("女", "female");
      case "3" -> new Words("不明", "unknown");
      case "9" -> new Words("適用不能", "not applicable");
      default -> new Words("記載なし", "not stated");
    };
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "HolderFacts[]";
  }
}
