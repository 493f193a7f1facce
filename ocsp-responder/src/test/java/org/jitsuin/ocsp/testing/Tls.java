package org.jitsuin.ocsp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jitsuin.testing.TestStack;

/** TLS with the credentials of the key ceremony; both sides trust the staff authority alone. */
public record Tls(TestStack stack) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /**
   * @param credential the key store of a server or of a client, such as {@code staff/auditor}
   */
  public SSLContext context(String credential) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(credential), PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store("tls/staff"));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore store(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(stack.home().resolve(name + ".p12"))) {
      store.load(in, PASSWORD);
    }
    return store;
  }
}
