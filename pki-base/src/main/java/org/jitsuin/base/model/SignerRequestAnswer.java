package org.jitsuin.base.model;

import java.util.Arrays;
import java.util.Optional;

/** What the authority says to a responder that asks for the certificate of an OCSP signer. */
public enum SignerRequestAnswer {
  /** The key has to be admitted by two CA operators. */
  AWAITS_ADMISSION(
      "awaits-admission", "two CA operators have to admit the responder with this key"),
  /** The responder was given as many certificates as it may have in a day. */
  AWAITS_TURN("awaits-turn", "the responder was certified too often in a day"),
  /** Nobody admitted the key for a day; the responder asks again with the same key. */
  NOT_ADMITTED("not-admitted", "nobody admitted the responder with this key in time"),
  NOT_IN_FORCE("not-in-force", "the key generation is not in force"),
  KEY_REFUSED("key-refused", "the key or its request is not as the ceremony script wants it"),
  KEY_KNOWN("key-known", "the key was certified before"),
  NOT_ENDORSED("not-endorsed", "the newest signer key of this responder does not vouch for it"),
  WITHDRAWN("withdrawn", "the responder is withdrawn");

  private final String id;
  private final String sentence;

  SignerRequestAnswer(String id, String sentence) {
    this.id = id;
    this.sentence = sentence;
  }

  /** The name in the database and in answers. */
  public String id() {
    return id;
  }

  /** The answer in words, as the end of a sentence. */
  public String sentence() {
    return sentence;
  }

  /** Returns whether another key has to be made: asking with this one once more is of no use. */
  public boolean isAboutTheKey() {
    return this == KEY_REFUSED || this == KEY_KNOWN;
  }

  public static Optional<SignerRequestAnswer> byId(String id) {
    return Arrays.stream(values()).filter(answer -> answer.id.equals(id)).findFirst();
  }
}
