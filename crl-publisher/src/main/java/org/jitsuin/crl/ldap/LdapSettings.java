package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.settings.Settings;

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
  static final String PASSWORD = "jitsuin.ldap.password-file";
  private static final String URL = "jitsuin.ldap.url";
  private static final String START_TLS = "jitsuin.ldap.start-tls";
  private static final String TRUSTED = "jitsuin.ldap.trust-file";
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
   * Reads {@code jitsuin.ldap.url}, without which there is no directory, {@code .start-tls}
   * (false), {@code .trust-file}, {@code .bind-dn} and {@code .password-file}.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  static Optional<LdapSettings> read(Settings settings) {
    return settings.text(URL).map(url -> read(settings, url));
  }

  private static LdapSettings read(Settings settings, String url) {
    try {
      LDAPURL read = new LDAPURL(url);
      Security security = security(read, settings);
      settings.path(PASSWORD);
      return new LdapSettings(
          read.getHost(),
          read.getPort(),
          security,
          settings.text(TRUSTED).map(_ -> settings.path(TRUSTED)),
          settings.required("jitsuin.ldap.bind-dn"));
    } catch (LDAPException e) {
      throw Settings.invalid(URL, "must be an LDAP URL, such as ldaps://ldap.example.jp");
    }
  }

  private static Security security(LDAPURL url, Settings settings) {
    if (url.getScheme().equals("ldaps")) {
      return Security.TLS;
    }
    boolean start =
        switch (settings.text(START_TLS).orElse("false")) {
          case "true" -> true;
          case "false" -> false;
          default -> throw Settings.invalid(START_TLS, "must be true or false");
        };
    if (!start && !HERE.contains(url.getHost())) {
      // The password would be readable on its way.
      throw Settings.invalid(
          URL,
          "must begin with ldaps:// unless it is on this host, or " + START_TLS + " must be true");
    }
    return start ? Security.START_TLS : Security.NONE;
  }
}
