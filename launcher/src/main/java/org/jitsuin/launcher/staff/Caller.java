package org.jitsuin.launcher.staff;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.profile.StaffSubject;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.startup.PublishedPlaces;

/**
 * The member of staff who asks, as the certificate tells; the server looks at it again.
 *
 * @param person the id; the name in a certificate from before there were ids
 * @param role its id
 * @param tls presents the certificate, and trusts the authority that issued it
 */
public record Caller(String person, String name, String role, SSLContext tls) {
  /**
   * Reads who it is.
   *
   * @param now by the machine's clock
   * @throws SetupFailure if it is nobody of the staff, or the certificate has ended
   */
  static Caller of(Installation installation, Credential credential, Instant now) {
    X509Certificate authority = PublishedPlaces.staffAuthority(installation);
    X509Certificate certificate = credential.chain().getFirst();
    try {
      certificate.verify(authority.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new SetupFailure(credential.name() + " is no credential of this authority's staff", e);
    }
    StaffSubject subject =
        StaffSubject.of(certificate)
            .orElseThrow(() ->
                new SetupFailure(credential.name() + " is a credential, but not of the staff"));
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      throw new SetupFailure(
          "the certificate of %s ended on %s; where no two operators have one, renew theirs by the tokens: ./jitsuin staff renew NAME"
              .formatted(subject.name(), JapanTime.date(end)));
    }
    return new Caller(
        subject.person().orElse(subject.name()),
        subject.name(),
        subject.role(),
        tls(credential, authority));
  }

  private static SSLContext tls(Credential credential, X509Certificate authority) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("authority", authority);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new OneKey(credential)}, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new SetupFailure("TLS cannot be spoken as " + credential.name(), e);
    }
  }

  /** The one key that is presented, whomever the server says that it would believe. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final Credential credential;

    OneKey(Credential credential) {
      this.credential = credential;
    }

    private String alias(String... kinds) {
      return List.of(kinds).contains(credential.key().getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public String chooseEngineClientAlias(String[] kinds, Principal[] issuers, SSLEngine engine) {
      return alias(kinds);
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
      return alias(kinds);
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return credential.key();
    }
  }
}
