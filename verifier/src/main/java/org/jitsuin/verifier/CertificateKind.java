package org.jitsuin.verifier;

/**
 * The two certificates of a card. One never stands in for the other: a signature certificate does
 * not log in, a user-identification certificate does not sign documents.
 */
public enum CertificateKind {
  /** 署名用電子証明書: signs documents, and says name, address, birth date and sex. */
  SIGNATURE("signature", "certificate for signatures", "署名用電子証明書"),
  /** 利用者証明用電子証明書: logs in, and says nothing of its holder. */
  USER_IDENTIFICATION("user-identification", "certificate for user identification", "利用者証明用電子証明書");

  private final String id;
  private final String en;
  private final String ja;

  CertificateKind(String id, String en, String ja) {
    this.id = id;
    this.en = en;
    this.ja = ja;
  }

  /** Returns how the authority's API calls it. */
  public String id() {
    return id;
  }

  /** Returns its name. */
  public Words words() {
    return new Words(en, ja);
  }
}
