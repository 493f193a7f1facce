package org.jitsuin.card.applet;

import java.security.SecureRandom;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.card.state.CardKey;

/**
 * A certification request (PKCS #10, RFC 2986) that the card makes by itself, so that a new key
 * signs nothing else for an office: the name is empty, for the authority knows whose card it is.
 *
 * <pre>
 * CertificationRequestInfo ::= SEQUENCE { version INTEGER (0), subject Name,
 *     subjectPKInfo SubjectPublicKeyInfo, attributes [0] IMPLICIT SET OF Attribute }
 * </pre>
 */
final class CardRequest {
  private static final int VERSION = 0;

  private CardRequest() {}

  static byte[] of(CardKey key, SecureRandom random) {
    byte[] info =
        DerWriter.sequence(
            DerWriter.integer(VERSION),
            DerWriter.sequence(),
            key.publicKey().bytes(),
            DerWriter.element(DerTag.constructed(0)));
    SignatureScheme scheme = key.scheme();
    return DerWriter.sequence(
        info,
        DerWriter.encode(scheme.algorithmIdentifier()),
        DerWriter.bitString(KeySigner.signMessage(key, info, random)));
  }
}
