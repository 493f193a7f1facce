package org.jitsuin.filter;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * A head with its signature.
 *
 * @param signer whose key signed it; whether it may is another question
 */
record SignedHead(Head head, X509Certificate signer) {
  /**
   * @throws MalformedFilterException if it is none, or not signed by that key
   */
  static SignedHead parse(byte[] octets) throws MalformedFilterException {
    if (octets.length > Head.MOST_OCTETS) {
      throw new MalformedFilterException("too large for a head");
    }
    Input input = new Input(octets);
    Head head = Head.read(input);
    byte[] content = Arrays.copyOf(octets, input.position());
    byte[] cms = input.octets(input.remaining());
    return new SignedHead(head, DetachedSignature.verified(cms, content));
  }

  /** Returns which of the authorities had it signed; empty where none had. */
  Optional<X509Certificate> authorityAmong(Collection<X509Certificate> authorities) {
    return StatusSigner.authorityOf(signer, authorities);
  }
}
