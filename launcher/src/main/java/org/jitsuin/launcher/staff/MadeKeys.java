package org.jitsuin.launcher.staff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * Keys that were made here, in development, for people who brought none: each waits in a file of
 * its own, named by its hash, until its certificate comes or is refused.
 */
record MadeKeys(Path directory) {
  private static final Set<String> LABEL = Set.of("PRIVATE KEY");

  /** Makes a key, and returns a request for its certificate as the office API takes it. */
  Waiting make() {
    SoftwareKey key = SoftwareKey.generate(StaffProfile.SCHEME);
    Fingerprint hash = Fingerprint.of(key.publicKey().getEncoded());
    Secrets.write(file(hash), Pem.privateKey(key.privateKey().getEncoded()));
    return new Waiting(hash, request(key));
  }

  /**
   * A key that waits.
   *
   * @param hash of the SubjectPublicKeyInfo
   * @param request PKCS#10, the base64 of the DER
   */
  record Waiting(Fingerprint hash, String request) {}

  private static String request(SoftwareKey key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=request"), key.publicKey())
                  .build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(key.pair().getPrivate()))
                  .getEncoded());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("a fresh key signs", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be encoded", e);
    }
  }

  private Path file(Fingerprint hash) {
    return directory.resolve(hash + ".key");
  }

  /** The key that was made for what is certified, if it was made here. */
  Optional<SoftwareKey> of(PublicKey certified) {
    Path file = file(Fingerprint.of(certified.getEncoded()));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (!(Pem.read(Files.readString(file), LABEL) instanceof Pem.Content.One(var der))) {
        throw new SetupFailure(file + " is no key");
      }
      KeyFactory factory = KeyFactory.getInstance(StaffProfile.SCHEME.keyAlgorithm());
      return Optional.of(
          SoftwareKey.of(
              StaffProfile.SCHEME,
              new KeyPair(
                  certified, factory.generatePrivate(new PKCS8EncodedKeySpec(der.bytes())))));
    } catch (IOException | GeneralSecurityException e) {
      throw new SetupFailure(file + " cannot be read", e);
    }
  }

  /** Deletes a key that waits no more, if it was made here. */
  void forget(Fingerprint hash) {
    try {
      Files.deleteIfExists(file(hash));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(hash), e);
    }
  }
}
