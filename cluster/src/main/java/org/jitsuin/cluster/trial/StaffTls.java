package org.jitsuin.cluster.trial;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS as a member of staff, to servers that all have one certificate, whatever their address. */
final class StaffTls {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private StaffTls() {}

  /**
   * TLS of somebody.
   *
   * @param home of the server that held the ceremony
   * @param name as in {@code staff/NAME.p12}
   */
  static SSLContext of(Path home, String name) {
    try (InputStream credential = Files.newInputStream(home.resolve("staff/" + name + ".p12"));
        InputStream authority = Files.newInputStream(home.resolve("ca/staff.pem"))) {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(credential, PASSWORD);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, PASSWORD);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(authority));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      X509TrustManager chain =
          Arrays.stream(trust.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map(X509TrustManager.class::cast)
              .findFirst()
              .orElseThrow();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {new AnyAddress(chain)}, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no credential of " + name, e);
    }
  }

  /** The chain counts, and not the address: the bed has no names. */
  private static final class AnyAddress extends X509ExtendedTrustManager {
    private final X509TrustManager chain;

    private AnyAddress(X509TrustManager chain) {
      this.chain = chain;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      chain.checkServerTrusted(certificates, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
        throws CertificateException {
      chain.checkServerTrusted(certificates, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
        throws CertificateException {
      chain.checkServerTrusted(certificates, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      throw new CertificateException("no client comes here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("no client comes here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("no client comes here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return chain.getAcceptedIssuers();
    }
  }
}
