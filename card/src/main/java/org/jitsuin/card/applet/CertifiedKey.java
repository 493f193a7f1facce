package org.jitsuin.card.applet;

import java.util.Optional;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.model.Bytes;

/** Finds the key in a certificate (RFC 5280 §4.1), as far as a card must know it. */
final class CertifiedKey {
  /** Serial number, signature algorithm, issuer, validity and subject stand in front of it. */
  private static final int ELEMENTS_BEFORE = 5;

  private CertifiedKey() {}

  /** The SubjectPublicKeyInfo; empty if the octets are no certificate, or more than one. */
  static Optional<Bytes> in(Bytes certificate) {
    DerReader whole = new DerReader(certificate.bytes());
    try {
      DerReader content = whole.enter(DerTag.SEQUENCE).enter(DerTag.SEQUENCE);
      whole.finish();
      if (content.nextIs(DerTag.constructed(0))) {
        content.skip();
      }
      for (int i = 0; i < ELEMENTS_BEFORE; i++) {
        content.skip();
      }
      return Optional.of(Bytes.of(content.whole(DerTag.SEQUENCE)));
    } catch (DerException e) {
      return Optional.empty();
    }
  }
}
