package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Service;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.setup.DatabaseUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationSettingsTest {
  @Test
  void read_nothingSet_isDevelopmentOnThisMachine() {
    InstallationSettings settings = read(Map.of());

    assertThat(settings)
        .isEqualTo(
            new InstallationSettings(
                Set.of(Service.AUTHORITY, Service.OCSP, Service.CRL, Service.REPOSITORY),
                false,
                "127.0.0.1",
                new Ports(8_080, 8_443, 8_444, 9_990),
                "http://localhost:8080",
                new DatabasePlace.Private(13_306),
                new TokenPlace.Private(),
                new ServerJvm("1g", "")));
    assertThat(settings.hosts()).containsExactly("localhost", "127.0.0.1");
  }

  @Test
  void hosts_ofPublicServer_nameItButNotTheWildcard() {
    InstallationSettings settings =
        read(Map.of("jitsuin.base-url", "http://pki.example.jp/x", "jitsuin.bind", "0.0.0.0"));

    assertThat(settings.hosts()).containsExactly("localhost", "127.0.0.1", "pki.example.jp");
  }

  @Test
  void database_givenByUrl_needsItsAdministrator() {
    Map<String, String> complete =
        Map.of(
            "jitsuin.db.url", "jdbc:mariadb://db.example:3306/",
            "jitsuin.db.admin.user", "root",
            "jitsuin.db.admin.password-file", "/secret");

    assertThat(read(complete).database())
        .isEqualTo(
            new DatabasePlace.Given("jdbc:mariadb://db.example:3306/", "root", Path.of("/secret")));
    assertThatThrownBy(() -> read(Map.of("jitsuin.db.url", "jdbc:mariadb://db.example:3306/")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("JITSUIN_DB_ADMIN_USER");
  }

  @Test
  void services_withoutTheAuthority_readALentDatabaseAndUseTheirOwnTokens() {
    InstallationSettings settings =
        read(
            Map.of(
                "jitsuin.services", "ocsp, crl-mirror,repository",
                "jitsuin.db.url", "jdbc:mariadb://replica:3306/",
                "jitsuin.pkcs11.library", "/usr/lib/p11.so",
                "jitsuin.pkcs11.ocsp.slot", "1",
                "jitsuin.pkcs11.ocsp.pin-file", "/pin"));

    assertThat(settings.database())
        .isEqualTo(new DatabasePlace.Lent("jdbc:mariadb://replica:3306/"));
    assertThat(settings.tokenNames()).containsExactly("ocsp");
    assertThat(settings.databaseUsers()).containsExactly(DatabaseUser.OCSP, DatabaseUser.CRL);
    assertThatThrownBy(() -> read(Map.of("jitsuin.services", "ocsp")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("JITSUIN_DB_URL");
  }

  @Test
  void services_repositoryAlone_hasNeitherDatabaseNorToken() {
    InstallationSettings settings = read(Map.of("jitsuin.services", "repository"));

    assertThat(settings.database()).isEqualTo(new DatabasePlace.None());
    assertThat(settings.tokens()).isEqualTo(new TokenPlace.None());
    assertThat(settings.databaseUsers()).isEmpty();
  }

  @Test
  void tokens_givenByLibrary_needSlotsAndPins() {
    assertThatThrownBy(() -> read(Map.of("jitsuin.pkcs11.library", "/usr/lib/p11.so")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("JITSUIN_PKCS11_CA_SLOT");
  }

  @ParameterizedTest
  @CsvSource({
    "jitsuin.mode, test, JITSUIN_MODE",
    "jitsuin.services, ca, JITSUIN_SERVICES",
    "jitsuin.services, 'crl,crl-mirror', JITSUIN_SERVICES",
    "jitsuin.http.port, 0, JITSUIN_HTTP_PORT",
    "jitsuin.http.port, 8443, JITSUIN_HTTP_PORT",
    "jitsuin.base-url, http://localhost:8080/, JITSUIN_BASE_URL",
    "jitsuin.base-url, ftp://localhost, JITSUIN_BASE_URL",
    "jitsuin.base-url, http://a b, JITSUIN_BASE_URL",
    "jitsuin.db.url, jdbc:postgresql://db/, JITSUIN_DB_URL",
    "jitsuin.server.heap, 1 GiB, JITSUIN_SERVER_HEAP",
    "jitsuin.server.heap, 1g;id, JITSUIN_SERVER_HEAP",
    "jitsuin.server.options, -Da=b;id, JITSUIN_SERVER_OPTIONS",
    "jitsuin.server.options, -Da=$(id), JITSUIN_SERVER_OPTIONS",
    "jitsuin.server.options, -Da=`id`, JITSUIN_SERVER_OPTIONS",
    "jitsuin.server.options, -Da=\"b\", JITSUIN_SERVER_OPTIONS",
    "jitsuin.server.options, XX:+UseSerialGC, JITSUIN_SERVER_OPTIONS",
  })
  void read_badValue_namesTheVariable(String key, String value, String variable) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(variable);
  }

  @Test
  void jvm_optionsThatAreSet_comeBehindThoseThatAreAlwaysThere() {
    ServerJvm jvm =
        read(Map.of(
                "jitsuin.server.heap", "640m",
                "jitsuin.server.options", "-XX:MaxGCPauseMillis=50 -Xlog:gc:/var/log/gc.log"))
            .jvm();

    assertThat(jvm.sizing()).isEqualTo("-Xms64m -Xmx640m");
    assertThat(jvm.allOptions())
        .startsWith("--enable-native-access=ALL-UNNAMED ")
        .endsWith(" -XX:MaxGCPauseMillis=50 -Xlog:gc:/var/log/gc.log");
    assertThat(read(Map.of()).jvm().allOptions()).doesNotEndWith(" ");
  }

  private static InstallationSettings read(Map<String, String> values) {
    return InstallationSettings.read(new Settings(key -> Optional.ofNullable(values.get(key))));
  }
}
