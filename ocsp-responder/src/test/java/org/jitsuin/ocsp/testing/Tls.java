package org.jitsuin.ocsp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jitsuin.installation.ceremony.ServerKeyStore;
import org.jitsuin.testing.TestStack;

/** TLS with the credentials of the key ceremony; both sides trust the staff authority alone. */
public record Tls(TestStack stack) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** That of the server, whose key store has a password of its own. */
  SSLContext server() {
    return context("tls/server", new ServerKeyStore(stack.home()).password().toCharArray());
  }

  /**
   * @param credential the key store of a client, such as {@code staff/auditor}
   */
  public SSLContext context(String credential) {
    return context(credential, PASSWORD);
  }

  private SSLContext context(String credential, char[] password) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(credential, password), password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store("tls/staff", PASSWORD));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore store(String name, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(stack.home().resolve(name + ".p12"))) {
      store.load(in, password);
    }
    return store;
  }
}
