package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.settings.Settings;

/**
 * Where the directory is, and as whom it is written to.
 *
 * @param tls whether the connection is encrypted from the start
 * @param bindDn the name of the entry that the server logs in as
 */
record LdapSettings(String host, int port, boolean tls, String bindDn) {
  static final String PASSWORD = "jitsuin.ldap.password-file";
  private static final String URL = "jitsuin.ldap.url";
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

  /**
   * Reads {@code jitsuin.ldap.url}, without which there is no directory, {@code .bind-dn} and
   * {@code .password-file}.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static Optional<LdapSettings> read(Settings settings) {
    return settings.text(URL).map(url -> read(settings, url));
  }

  private static LdapSettings read(Settings settings, String url) {
    try {
      LDAPURL read = new LDAPURL(url);
      boolean tls = read.getScheme().equals("ldaps");
      if (!tls && !HERE.contains(read.getHost())) {
        // The password would be readable on its way.
        throw Settings.invalid(URL, "must begin with ldaps:// unless it is on this host");
      }
      settings.path(PASSWORD);
      return new LdapSettings(
          read.getHost(), read.getPort(), tls, settings.required("jitsuin.ldap.bind-dn"));
    } catch (LDAPException e) {
      throw Settings.invalid(URL, "must be an LDAP URL, such as ldaps://ldap.example.jp");
    }
  }
}
