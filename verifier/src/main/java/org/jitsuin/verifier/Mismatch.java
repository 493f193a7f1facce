package org.jitsuin.verifier;

/** Why a certificate is none of the trusted authority's, or not one of a card. */
public enum Mismatch {
  /** No trusted authority has the name that stands in it. */
  OTHER_AUTHORITY("no trusted authority issued it", "信頼する認証局が発行したものではありません"),
  /** The name is right, and no key of that authority signed it. */
  NOT_SIGNED("no key of that authority signed it", "認証局の正しい署名がありません"),
  /** The certificate of the authority itself has ended, or not begun. */
  AUTHORITY_NOT_CURRENT("the authority's own certificate is not current", "認証局自身の証明書が有効期間外です"),
  /** A link certificate, over which the path leads, was revoked. */
  LINK_REVOKED("a certificate between authority and card was revoked", "リンク証明書が失効しています"),
  /** The authority says that it never issued such a one: somebody else may have its key. */
  NEVER_ISSUED("the authority says that it never issued it", "認証局はこの証明書を発行していません"),
  /** Its policy is not that of such certificates. */
  OTHER_POLICY("its policy is another", "証明書ポリシーが異なります"),
  /** Its key usage is not that of such certificates. */
  OTHER_KEY_USAGE("its key usage is another", "鍵用途が異なります"),
  /** It is the certificate of an authority, not of a person. */
  IS_AUTHORITY("it is the certificate of an authority", "認証局の証明書です"),
  /** It demands something that is not known here. */
  UNKNOWN_CRITICAL("it has a critical extension that is not known", "未知の重要な拡張があります"),
  /** Its key is too weak to mean anything. */
  WEAK_KEY("its key is too weak", "鍵の強度が足りません"),
  /** It cannot be read, or not as RFC 5280 has it. */
  MALFORMED("it is malformed", "証明書の形式が正しくありません");

  private final String en;
  private final String ja;

  Mismatch(String en, String ja) {
    this.en = en;
    this.ja = ja;
  }

  /** Returns a clause. */
  public Words words() {
    return new Words(en, ja);
  }
}
