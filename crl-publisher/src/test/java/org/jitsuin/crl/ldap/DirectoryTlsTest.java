package org.jitsuin.crl.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.Slapd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a real OpenLDAP server that has a certificate. */
@Tag("stack")
class DirectoryTlsTest {
  @TempDir private Path directory;
  private Slapd slapd;

  @BeforeEach
  void certify() throws Exception {
    Files.writeString(directory.resolve("password"), Slapd.PASSWORD);
    certificate("localhost");
    certificate("another.example");
    slapd = new Slapd(directory.resolve("ldap"));
  }

  @AfterEach
  void stop() {
    slapd.close();
  }

  private void certificate(String host) {
    OpenSsl.Result made =
        OpenSsl.run(
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            file(host + ".key"),
            "-out",
            file(host + ".pem"),
            "-subj",
            "/CN=" + host,
            "-addext",
            "subjectAltName=DNS:" + host,
            "-days",
            "2");
    assertThat(made.exit()).as(made.output()).isZero();
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void start(String host) throws Exception {
    slapd
        .with("TLSCertificateFile " + file(host + ".pem"))
        .with("TLSCertificateKeyFile " + file(host + ".key"))
        .start(false);
  }

  private LdapSettings settings(String... more) {
    Map<String, String> all = new HashMap<>();
    all.put("jitsuin.ldap.url", slapd.url());
    all.put("jitsuin.ldap.bind-dn", Slapd.WRITER);
    all.put("jitsuin.ldap.password-file", file("password"));
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return LdapSettings.read(new Settings(key -> Optional.ofNullable(all.get(key)))).orElseThrow();
  }

  private static void connects(LdapSettings settings) throws LDAPException {
    try (Directory _ = Directory.connect(settings, Slapd.PASSWORD.toCharArray())) {
      assertThat(settings.security()).isNotEqualTo(LdapSettings.Security.NONE);
    }
  }

  private static void isRefused(LdapSettings settings) {
    assertThatThrownBy(() -> connects(settings)).isInstanceOf(LDAPException.class);
  }

  @Test
  void connect_tlsFromTheStart_goesByTheTrustedCertificates() throws Exception {
    slapd.withTlsFromTheStart();
    start("localhost");
    connects(settings("jitsuin.ldap.trust-file", file("localhost.pem")));
    isRefused(settings("jitsuin.ldap.trust-file", file("another.example.pem")));
    isRefused(settings());
    isRefused(settings("jitsuin.ldap.trust-file", file("missing.pem")));
    for (String before : List.of("\uFEFF", "Bag Attributes: <No Attributes>\n")) {
      String pem = before + Files.readString(directory.resolve("localhost.pem"));
      Files.writeString(directory.resolve("told.pem"), pem.replace("\n", "\r\n"));
      connects(settings("jitsuin.ldap.trust-file", file("told.pem")));
    }
  }

  @Test
  void connect_certificateOfAnotherHost_isRefusedThoughTrusted() throws Exception {
    slapd.withTlsFromTheStart();
    start("another.example");
    isRefused(settings("jitsuin.ldap.trust-file", file("another.example.pem")));
  }

  @Test
  void connect_startTls_logsInOverTlsOnly() throws Exception {
    slapd.with("security simple_bind=128");
    start("localhost");
    String[] tls = {
      "jitsuin.ldap.url", slapd.url().replace("127.0.0.1", "localhost"),
      "jitsuin.ldap.start-tls", "true",
      "jitsuin.ldap.trust-file", file("localhost.pem")
    };
    connects(settings(tls));
    tls[5] = file("another.example.pem");
    isRefused(settings(tls));
    isRefused(settings());
  }

  @Test
  void read_startTls_isTrueOrFalse() {
    assertThat(
            settings("jitsuin.ldap.url", "ldap://ldap.example.jp", "jitsuin.ldap.start-tls", "true")
                .security())
        .isEqualTo(LdapSettings.Security.START_TLS);
    assertThatThrownBy(() -> settings("jitsuin.ldap.start-tls", "yes"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("jitsuin.ldap.start-tls");
  }
}
