package org.jitsuin.launcher.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.keys.TokenSettings;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.model.Service;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.ceremony.ServerKeyStore;
import org.jitsuin.installation.ceremony.StaffFiles;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.SchemaSteps;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.installation.LauncherSettings;
import org.jitsuin.launcher.installation.TokenPlace;

/** The {@code jitsuin.…} properties that a server is started with. */
public final class ServerProperties {
  private final Installation installation;
  private final Settings texts;
  private final Map<String, String> values = new HashMap<>();

  private ServerProperties(Installation installation) {
    this.installation = installation;
    this.texts = installation.texts();
  }

  /**
   * The properties for a server that starts now.
   *
   * @param offset how far its clock is moved
   */
  public static Map<String, String> of(Installation installation, Duration offset) {
    ServerProperties properties = new ServerProperties(installation);
    properties.values.putAll(installation.written());
    properties.addresses(installation.settings());
    properties.database(installation.settings());
    properties.home();
    properties.tokens(installation.settings().tokens());
    properties.files();
    properties.put(BaseSettings.CLOCK_OFFSET, offset);
    return Map.copyOf(properties.values);
  }

  private void addresses(InstallationSettings settings) {
    put(BaseSettings.PRODUCTION, settings.mode());
    put(LauncherSettings.BIND, settings.bind());
    put(BaseSettings.BASE_URL, settings.baseUrl());
    put(LauncherSettings.HTTP_PORT, settings.ports().http());
    put(LauncherSettings.HTTPS_PORT, settings.ports().https());
    put(LauncherSettings.PUBLIC_PORT, settings.ports().open());
    put(LauncherSettings.MANAGEMENT_PORT, settings.ports().management());
    put(BaseSettings.NODE, texts.get(BaseSettings.NODE));
    put(BaseSettings.SERVICES, Service.text(settings.services()));
    SchemaLevel.Program program = SchemaSteps.ofThisRelease().program();
    put(BaseSettings.SCHEMA_NEEDS, program.needs());
    put(BaseSettings.SCHEMA_KNOWS, program.knows());
    if (!settings.production()) {
      // In development a CRL follows a revocation at once, so that it can be seen.
      otherwise("jitsuin.crl.delay", "PT1S");
      // And a new certificate is in the status filter after minutes.
      otherwise("jitsuin.filter.every", "PT1M");
      otherwise("jitsuin.filter.settle", "PT1M");
    }
  }

  private void database(InstallationSettings settings) {
    put(
        LauncherSettings.DB_URL,
        switch (settings.database()) {
          case DatabasePlace.Private(int port) -> "jdbc:mariadb://127.0.0.1:" + port + "/";
          case DatabasePlace.Given given -> given.url();
          case DatabasePlace.Lent(String url) -> url;
          // The server wants an address for each of its data sources; nobody connects to it.
          case DatabasePlace.None() -> "jdbc:mariadb://127.0.0.1/";
        });
    for (DatabaseUser user : settings.databaseUsers()) {
      put(LauncherSettings.dbUser(user), user.databaseName());
      put(LauncherSettings.dbPassword(user), installation.secrets().value("db-" + user.id()));
    }
  }

  /** The authority's own database, where this server reads a replica. */
  private void home() {
    Optional<String> home = texts.find(BaseSettings.DB_HOME);
    if (home.isPresent()) {
      put(BaseSettings.DB_HOME, home.get());
      put(LauncherSettings.DB_HOME_USER, texts.get(LauncherSettings.DB_HOME_USER));
      put(
          LauncherSettings.DB_HOME_PASSWORD,
          Secrets.read(texts.get(LauncherSettings.DB_HOME_PASSWORD_FILE)));
    }
  }

  private void tokens(TokenPlace place) {
    switch (place) {
      case TokenPlace.Private() -> {
        Path library = SoftHsm.library();
        for (String name : installation.settings().tokenNames()) {
          token(new TokenSettings(name, library, slot(name), installation.pinFile(name)));
        }
      }
      case TokenPlace.Given given -> given.tokens().forEach(this::token);
      case TokenPlace.None() -> {}
    }
  }

  private long slot(String token) {
    return installation
        .record()
        .slot(token)
        .orElseThrow(() -> new SetupFailure("the token " + token + " was never made"));
  }

  private void token(TokenSettings token) {
    put(BaseSettings.PKCS11_LIBRARY, token.library().toAbsolutePath());
    put(BaseSettings.slot(token.name()), token.slot());
    put(BaseSettings.pinFile(token.name()), token.pinFile().toAbsolutePath());
  }

  private void files() {
    otherwise(BaseSettings.CRL_DIRECTORY.key(), installation.crls().toString());
    otherwise("jitsuin.ocsp.snapshot", installation.ocspSnapshot().toString());
    otherwise("jitsuin.ocsp.counts", installation.ocspCounts().toString());
    otherwise(BaseSettings.AUDIT_DIRECTORY.key(), installation.audit().toString());
    otherwise(BaseSettings.TLS_KEYSTORE_PASSWORD.key(), tlsPassword());
    otherwise(BaseSettings.TLS_KEYSTORE.key(), installation.tlsKeyStore().toString());
    otherwise(
        BaseSettings.TLS_TRUSTSTORE.key(), installation.tls().resolve("staff.p12").toString());
    otherwise(BaseSettings.TLS_TRUSTSTORE_PASSWORD.key(), StaffFiles.DEVELOPMENT_PASSWORD);
  }

  /** That of the installation's own key store; of another one nothing is known. */
  private String tlsPassword() {
    return texts
            .find(BaseSettings.TLS_KEYSTORE)
            .filter(given -> !given.equals(installation.tlsKeyStore()))
            .isPresent()
        ? StaffFiles.DEVELOPMENT_PASSWORD
        : new ServerKeyStore(installation.home()).password();
  }

  private void put(Setting<?> setting, Object value) {
    values.put(setting.key(), value.toString());
  }

  /** Sets the launcher's own choice where nothing is set. */
  private void otherwise(String key, String choice) {
    values.put(key, texts.text(key).orElse(choice));
  }
}
