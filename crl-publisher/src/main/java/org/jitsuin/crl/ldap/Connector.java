package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Opens connections to the directory. Its certificate must lead to one that is trusted and name the
 * host that was asked for (RFC 4513 §3.1.3).
 */
final class Connector {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private Connector() {}

  /** Connects, with TLS where that is set, and logs in. */
  static LDAPConnection connect(LdapSettings settings, char[] password) throws LDAPException {
    LDAPConnection connection = open(settings);
    try {
      if (settings.security() == LdapSettings.Security.START_TLS) {
        startTls(connection, tls(settings));
      }
      connection.bind(settings.bindDn(), new String(password));
      return connection;
    } catch (LDAPException e) {
      connection.close();
      throw e;
    }
  }

  private static LDAPConnection open(LdapSettings settings) throws LDAPException {
    SocketFactory sockets =
        settings.security() == LdapSettings.Security.TLS
            ? tls(settings).getSocketFactory()
            : SocketFactory.getDefault();
    return new LDAPConnection(sockets, options(), settings.host(), settings.port());
  }

  private static LDAPConnectionOptions options() {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(CONNECT_MILLIS);
    options.setResponseTimeoutMillis(ANSWER_MILLIS);
    options.setFollowReferrals(false);
    // Otherwise any certificate of a trusted authority would do, whoever has it.
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(false));
    return options;
  }

  private static void startTls(LDAPConnection connection, SSLContext tls) throws LDAPException {
    ResultCode result =
        connection.processExtendedOperation(new StartTLSExtendedRequest(tls)).getResultCode();
    if (!result.equals(ResultCode.SUCCESS)) {
      throw new LDAPException(result, "the directory refuses StartTLS");
    }
  }

  private static SSLContext tls(LdapSettings settings) throws LDAPException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted(settings.trusted()), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new LDAPException(ResultCode.CONNECT_ERROR, "the trusted certificates are not read", e);
    }
  }

  private static TrustManager[] trusted(Optional<Path> certificates)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    // None stands for those of Java.
    factory.init(certificates.isPresent() ? store(certificates.get()) : null);
    return factory.getTrustManagers();
  }

  private static KeyStore store(Path certificates) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    InputStream in = new ByteArrayInputStream(withoutMark(Files.readAllBytes(certificates)));
    for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
      store.setCertificateEntry(Integer.toString(store.size()), one);
    }
    return store;
  }

  /**
   * Java reads PEM with any text before it but a byte order mark, which Windows' programs write.
   */
  private static byte[] withoutMark(byte[] text) {
    int mark = Arrays.mismatch(text, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? 3 : 0;
    return Arrays.copyOfRange(text, mark, text.length);
  }
}
