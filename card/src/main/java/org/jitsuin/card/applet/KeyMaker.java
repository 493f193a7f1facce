package org.jitsuin.card.applet;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.CardKey;

/** Makes key pairs on the card. */
final class KeyMaker {
  private KeyMaker() {}

  static CardKey make(SignatureScheme scheme, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(scheme.keyAlgorithm());
      if (scheme.isRsa()) {
        generator.initialize(scheme.bits(), random);
      } else {
        generator.initialize(new ECGenParameterSpec(scheme.curve()), random);
      }
      KeyPair pair = generator.generateKeyPair();
      return new CardKey(
          scheme,
          Bytes.of(pair.getPrivate().getEncoded()),
          Bytes.of(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes " + scheme.id() + " keys", e);
    }
  }
}
