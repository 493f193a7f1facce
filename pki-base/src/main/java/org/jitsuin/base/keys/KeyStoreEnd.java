package org.jitsuin.base.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the end of the validity of what a key store contains. */
public final class KeyStoreEnd {
  private KeyStoreEnd() {}

  /**
   * The earliest notAfter of the certificates in a PKCS #12 file, of keys and trusted ones; issuers
   * in the chain of a key do not count.
   *
   * @return empty where there is none, or the file cannot be read
   */
  public static Optional<Instant> of(Path file, char[] password) {
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), password);
      List<String> aliases = Collections.list(store.aliases());
      Stream.Builder<Instant> ends = Stream.builder();
      for (String alias : aliases) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          ends.add(certificate.getNotAfter().toInstant());
        }
      }
      return ends.build().min(Comparator.naturalOrder());
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }
}
