package org.jitsuin.card.applet;

import java.util.Arrays;

/** A response APDU: data, and a status word behind it. */
final class Response {
  private static final byte[] NOTHING = {};

  private final byte[] data;
  private final int status;

  private Response(byte[] data, int status) {
    this.data = data;
    this.status = status;
  }

  static Response ok() {
    return status(StatusWord.OK);
  }

  static Response status(int status) {
    return new Response(NOTHING, status);
  }

  /** Data, and that all went well. */
  static Response of(byte[] data) {
    return new Response(data, StatusWord.OK);
  }

  /** Whether all went well. */
  boolean isOk() {
    return status == StatusWord.OK;
  }

  byte[] data() {
    return data.clone();
  }

  byte[] encoded() {
    byte[] encoded = Arrays.copyOf(data, data.length + 2);
    encoded[data.length] = (byte) (status >>> Byte.SIZE);
    encoded[data.length + 1] = (byte) status;
    return encoded;
  }
}
