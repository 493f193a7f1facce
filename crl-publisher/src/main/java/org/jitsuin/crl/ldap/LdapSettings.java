package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;

/**
 * The address of the directory, and the credentials to write to it.
 *
 * @param security how the password is kept from being read on its way
 * @param trusted the certificates of those who may certify the directory, in PEM; where there is no
 *     such file, those that Java trusts
 * @param bindDn the name of the entry that the server logs in as
 */
record LdapSettings(
    String host, int port, Security security, Optional<Path> trusted, String bindDn) {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

  /** The protection between the server and the directory. */
  enum Security {
    /** No protection; on the same host only. */
    NONE,
    /** TLS after the first message (RFC 4511 §4.14). */
    START_TLS,
    /** TLS from the start, {@code ldaps}. */
    TLS
  }

  /**
   * Reads where the directory is; without {@link CrlSettings#LDAP_URL} there is none.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static Optional<LdapSettings> read(Settings settings) {
    return settings.find(CrlSettings.LDAP_URL).map(url -> read(settings, url));
  }

  private static LdapSettings read(Settings settings, String url) {
    try {
      LDAPURL read = new LDAPURL(url);
      Security security = security(read, settings);
      Path _ = settings.get(CrlSettings.LDAP_PASSWORD_FILE);
      return new LdapSettings(
          read.getHost(),
          read.getPort(),
          security,
          settings.find(CrlSettings.LDAP_TRUST_FILE),
          settings.get(CrlSettings.LDAP_BIND_DN));
    } catch (LDAPException e) {
      throw Settings.invalid(
          CrlSettings.LDAP_URL.key(), "must be an LDAP URL, such as ldaps://ldap.example.jp");
    }
  }

  private static Security security(LDAPURL url, Settings settings) {
    if (url.getScheme().equals("ldaps")) {
      return Security.TLS;
    }
    boolean start = settings.get(CrlSettings.LDAP_START_TLS);
    if (!start && !HERE.contains(url.getHost())) {
      // The password would be readable on its way.
      throw Settings.invalid(
          CrlSettings.LDAP_URL.key(),
          "must begin with ldaps:// unless it is on this host, or "
              + CrlSettings.LDAP_START_TLS.key()
              + " must be true");
    }
    return start ? Security.START_TLS : Security.NONE;
  }
}
