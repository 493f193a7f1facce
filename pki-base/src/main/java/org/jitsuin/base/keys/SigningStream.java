package org.jitsuin.base.keys;

import java.io.OutputStream;

/** A {@link Signing} as a stream. */
final class SigningStream extends OutputStream {
  private final Signing signing;

  SigningStream(Signing signing) {
    this.signing = signing;
  }

  @Override
  public void write(int octet) {
    signing.update(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    signing.update(octets, offset, length);
  }
}
