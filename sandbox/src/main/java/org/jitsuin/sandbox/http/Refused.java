package org.jitsuin.sandbox.http;

import org.jitsuin.verifier.Words;

/** A request that is not carried out, for a reason that whoever sent it is told. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Words words;

  /**
   * @param code a word for programs
   */
  public Refused(int status, String code, String ja, String en) {
    this(status, code, new Words(en, ja));
  }

  /**
   * @param code a word for programs
   */
  public Refused(int status, String code, Words words) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.words = words;
  }

  /** Nobody can read it. */
  public static Refused malformed() {
    return new Refused(400, "malformed", "送られた内容の形式が正しくありません。", "What was sent is malformed.");
  }

  /** It is not there, or not any more. */
  public static Refused notFound() {
    return new Refused(
        404, "not-found", "このページはありません。期限が切れたのかもしれません。", "There is nothing here, or not any more.");
  }

  /** Too much is kept already. */
  public static Refused full() {
    return new Refused(503, "busy", "混み合っています。時間をおいて試してください。", "It is busy; try again later.");
  }

  /** Returns the status of HTTP. */
  public int status() {
    return status;
  }

  /** Returns the word for programs. */
  public String code() {
    return code;
  }

  /** Returns the sentence for people. */
  public Words words() {
    return words;
  }
}
