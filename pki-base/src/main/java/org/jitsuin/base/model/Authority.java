package org.jitsuin.base.model;

import java.util.Arrays;
import java.util.Optional;

/** The two certification authorities of the card, one per kind of certificate (認証局). */
public enum Authority {
  /** Issues the signature certificate (署名用電子証明書). */
  SIGNATURE("signature"),
  /** Issues the user-identification certificate (利用者証明用電子証明書). */
  USER_IDENTIFICATION("user-identification");

  private final String id;

  Authority(String id) {
    this.id = id;
  }

  /**
   * The name in addresses, in the database and in the ceremony files, such as {@code signature}.
   */
  public String id() {
    return id;
  }

  public static Optional<Authority> byId(String id) {
    return Arrays.stream(values()).filter(authority -> authority.id.equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return id;
  }
}
