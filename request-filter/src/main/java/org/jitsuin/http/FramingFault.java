package org.jitsuin.http;

import io.undertow.util.StatusCodes;

/** The faults in how a request is put into octets that Undertow accepts all the same. */
enum FramingFault {
  /** Undertow reads it modulo 2^64: the next request would begin inside of this one's body. */
  CONTENT_LENGTH(
      StatusCodes.BAD_REQUEST, "Content-Length is a number of at most 18 digits (RFC 9112 6.2)."),
  /** Undertow takes every coding for {@code chunked}. */
  TRANSFER_CODING(
      StatusCodes.NOT_IMPLEMENTED,
      "The only transfer coding that is understood here is chunked (RFC 9112 6.1)."),
  /**
   * The transfer coding is not where it must be: what stands before this server may count the
   * octets in another way.
   */
  TRANSFER_CODING_PLACE(
      StatusCodes.BAD_REQUEST,
      "Transfer-Encoding belongs to version 1.1 of HTTP alone (RFC 9112 6.1)."),
  CONTROL_CHARACTER(
      StatusCodes.BAD_REQUEST, "A header field has a control character in it (RFC 9110 5.5).");

  private final int status;
  private final String sentence;

  FramingFault(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  int status() {
    return status;
  }

  /** Returns the sentence that the client is told. */
  String sentence() {
    return sentence;
  }
}
