package org.jitsuin.party.filing;

import java.security.cert.X509Certificate;
import org.jitsuin.sandbox.http.Refused;

/**
 * Who signed a document. Those here do with what Java and Bouncy Castle have; a library for long
 * forms of signatures takes their place by implementing this.
 */
@FunctionalInterface
public interface DocumentCheck {
  /**
   * Returns the certificate whose key signed the whole document; whether it is good is another
   * question.
   *
   * @throws Refused if it is not signed, not as a whole, by several, or not rightly
   */
  X509Certificate signer(byte[] document);

  /** Nobody signed it. */
  static Refused unsigned() {
    return new Refused(
        422, "not-signed", "電子署名が1つだけ付いた文書を提出してください。", "The document has not one signature.");
  }

  /** It was signed, and is not what was signed. */
  static Refused changed() {
    return new Refused(
        422,
        "changed",
        "署名の後に文書が変更されたか、署名が文書の全体を対象にしていません。",
        "The document was changed after it was signed, or the signature is not over all of it.");
  }
}
