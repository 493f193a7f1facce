package org.jitsuin.verifier.holder;

import java.util.Arrays;
import java.util.Optional;

/** One of the six items of the subjectAltName, an otherName below 1.2.392.200149.8.5.5. */
public enum Item {
  /** 氏名. */
  NAME(1, "name", "氏名"),
  /** For each character of the name whether it stands for another: 0 no, 1 yes. */
  NAME_SUBSTITUTES(2, "substitutes in the name", "氏名の代替文字"),
  /** 性別. */
  SEX(3, "sex", "性別"),
  /** 生年月日. */
  BIRTH_DATE(4, "birth date", "生年月日"),
  /** 住所. */
  ADDRESS(5, "address", "住所"),
  /** For each character of the address whether it stands for another. */
  ADDRESS_SUBSTITUTES(6, "substitutes in the address", "住所の代替文字");

  private final String id;
  private final String en;
  private final String ja;

  Item(int number, String en, String ja) {
    this.id = "1.2.392.200149.8.5.5." + number;
    this.en = en;
    this.ja = ja;
  }

  /** Returns the item of an object identifier. */
  static Optional<Item> of(String id) {
    return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
  }

  /** Returns the object identifier. */
  public String id() {
    return id;
  }

  /** Returns its name in English. */
  public String en() {
    return en;
  }

  /** Returns its name in Japanese. */
  public String ja() {
    return ja;
  }
}
