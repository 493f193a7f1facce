package org.jitsuin.launcher.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.keys.TokenSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.installation.TokenPlace;

/** The {@code jitsuin.…} properties that a server is started with. */
public final class ServerProperties {
  static final String CLOCK_OFFSET = "jitsuin.clock.offset";

  /** The password of the key stores that the key ceremony of development writes; no secret. */
  private static final String DEVELOPMENT_PASSWORD = "changeit";

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
    properties.database(installation.settings().database());
    properties.tokens(installation.settings().tokens());
    properties.files();
    properties.values.put(CLOCK_OFFSET, offset.toString());
    return Map.copyOf(properties.values);
  }

  private void addresses(InstallationSettings settings) {
    values.put("jitsuin.mode", settings.mode());
    values.put("jitsuin.bind", settings.bind());
    values.put("jitsuin.base-url", settings.baseUrl());
    values.put("jitsuin.http.port", Integer.toString(settings.ports().http()));
    values.put("jitsuin.https.port", Integer.toString(settings.ports().https()));
    values.put("jitsuin.management.port", Integer.toString(settings.ports().management()));
    otherwise("jitsuin.node", "node-1");
    if (!settings.production()) {
      // In development a CRL follows a revocation at once, so that it can be seen.
      otherwise("jitsuin.crl.delay", "PT1S");
    }
  }

  private void database(DatabasePlace place) {
    values.put(
        "jitsuin.db.url",
        switch (place) {
          case DatabasePlace.Private(int port) -> "jdbc:mariadb://127.0.0.1:" + port + "/";
          case DatabasePlace.Given given -> given.url();
        });
    for (DatabaseUser user : DatabaseUser.values()) {
      String prefix = "jitsuin.db." + user.id();
      values.put(prefix + ".user", user.databaseName());
      values.put(prefix + ".password", installation.secrets().value("db-" + user.id()));
    }
  }

  private void tokens(TokenPlace place) {
    switch (place) {
      case TokenPlace.Private() -> {
        Path library = SoftHsm.library();
        for (String name : List.of("ca", "ocsp")) {
          token(new TokenSettings(name, library, slot(name), installation.pinFile(name)));
        }
      }
      case TokenPlace.Given(TokenSettings ca, TokenSettings ocsp) -> {
        token(ca);
        token(ocsp);
      }
    }
  }

  private long slot(String token) {
    return installation
        .record()
        .slot(token)
        .orElseThrow(() -> new SetupFailure("the token " + token + " was never made"));
  }

  private void token(TokenSettings token) {
    String prefix = "jitsuin.pkcs11." + token.name();
    values.put("jitsuin.pkcs11.library", token.library().toAbsolutePath().toString());
    values.put(prefix + ".slot", Long.toString(token.slot()));
    values.put(prefix + ".pin-file", token.pinFile().toAbsolutePath().toString());
  }

  private void files() {
    otherwise("jitsuin.crl.directory", installation.crls().toString());
    otherwise("jitsuin.ocsp.snapshot", installation.ocspSnapshot().toString());
    otherwise("jitsuin.audit.directory", installation.audit().toString());
    otherwise("jitsuin.tls.keystore", installation.tlsKeyStore().toString());
    otherwise("jitsuin.tls.keystore.password", DEVELOPMENT_PASSWORD);
    otherwise("jitsuin.tls.truststore", installation.tls().resolve("staff.p12").toString());
    otherwise("jitsuin.tls.truststore.password", DEVELOPMENT_PASSWORD);
  }

  /** Sets the launcher's own choice where nothing is set. */
  private void otherwise(String key, String choice) {
    values.put(key, texts.text(key).orElse(choice));
  }
}
