package org.jitsuin.launcher.card;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.state.CardKey;
import org.jitsuin.card.state.Credential;
import org.jitsuin.installation.ceremony.RecordSignature;
import org.jitsuin.installation.setup.SetupFailure;

/** Keys and certificates for a card out of files of PKCS #12. */
public final class CardFiles {
  private CardFiles() {}

  /**
   * Reads a key, its certificate and that of the authority.
   *
   * @throws SetupFailure if one of them is missing, or no card has such a key
   */
  public static Credential read(Path file, char[] password) {
    RecordSignature.Credential read = RecordSignature.Credential.read(file, password);
    List<X509Certificate> chain = read.chain();
    if (chain.size() < 2) {
      throw new SetupFailure(file + " has no certificate of the authority, which a card keeps too");
    }
    X509Certificate own = chain.getFirst();
    SignatureScheme scheme =
        Arrays.asList(SignatureScheme.RSA_2048_SHA256, SignatureScheme.ECDSA_P384_SHA384).stream()
            .filter(one -> one.fits(own.getPublicKey()))
            .findFirst()
            .orElseThrow(
                () -> new SetupFailure("the key in " + file + " is neither RSA-2048 nor P-384"));
    return credential(
        new CardKey(
            scheme, Bytes.of(read.key().getEncoded()), Bytes.of(own.getPublicKey().getEncoded())),
        own,
        chain.get(1));
  }

  static Credential credential(CardKey key, X509Certificate own, X509Certificate authority) {
    return new Credential(key, Optional.of(der(own)), Optional.of(der(authority)));
  }

  private static Bytes der(X509Certificate certificate) {
    return Bytes.of(SignedCertificate.der(certificate));
  }
}
