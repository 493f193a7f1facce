package org.jitsuin.ocsp.wire;

/** The reason why a request gets no signed answer (RFC 6960 §4.2.1, {@code OCSPResponseStatus}). */
public enum ResponseStatus {
  MALFORMED_REQUEST(1),
  INTERNAL_ERROR(2),
  TRY_LATER(3),
  SIG_REQUIRED(5),
  UNAUTHORIZED(6);

  private final byte code;

  ResponseStatus(int code) {
    this.code = (byte) code;
  }

  /**
   * The whole OCSPResponse, which has no response bytes.
   *
   * <pre>
   * OCSPResponse ::= SEQUENCE {
   *   responseStatus       OCSPResponseStatus,  -- ENUMERATED
   *   responseBytes   [0]  EXPLICIT ResponseBytes OPTIONAL }
   * </pre>
   */
  public byte[] encoded() {
    return new byte[] {0x30, 0x03, 0x0a, 0x01, code};
  }
}
