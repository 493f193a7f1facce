package org.jitsuin.launcher.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.ceremony.BroughtRequest;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.HomePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.installation.LauncherSettings;
import org.jitsuin.launcher.installation.ServerAccount;
import org.jitsuin.launcher.installation.ServiceRules;

/** Checks before anything is begun; each finding is a sentence that says what to do. */
final class Preflight {
  private static final long LEAST_SPACE = 1L << 30;
  private static final String LOOPBACK = "127.0.0.1";

  private Preflight() {}

  /** Checks that every setting is a known one. */
  static void settings(Installation installation) {
    KnownSettings.checkKeys(installation.written().keySet());
    KnownSettings.checkNames(installation.environment().keySet());
  }

  /** Checks that the services that shall run here go together. */
  private static void services(Installation installation) {
    ServiceRules.problem(installation.texts(), installation.record().slot("ca").isPresent())
        .ifPresent(problem -> {
          throw new SetupFailure(problem);
        });
  }

  /** Checks that the authority is here, for what only it can do. */
  static void authority(Installation installation) {
    if (!installation.settings().hasAuthority()) {
      throw DatabaseService.notHere();
    }
  }

  /** Checks that the path is one that every program takes. */
  private static void place(Installation installation) {
    HomePlace.problem(installation.home())
        .ifPresent(problem -> {
          throw new SetupFailure(problem);
        });
  }

  /** Checks that no key of staff is made here where everybody brings one. */
  static void ownKeys(Installation installation, CeremonyOrder.Renewal.Staff renewal) {
    if (renewal.request().isPresent()) {
      BroughtRequest.read(renewal.request().get());
    } else if (installation.keysAreBrought()) {
      throw new SetupFailure(
          "with custodians and in production everybody of the staff brings a request for a key of"
              + " their own, one at a time: ./jitsuin staff renew NAME --request FILE.csr");
    }
  }

  static void home(Installation installation) {
    settings(installation);
    services(installation);
    place(installation);
    account(installation);
    switch (installation.condition()) {
      case ABSENT, PRESENT -> {}
      case OTHER_FORMAT ->
          throw new SetupFailure(
              installation.home()
                  + " was made by another version of Jitsuin, which this one does not understand;"
                  + " start over with: ./jitsuin reset");
      case FOREIGN ->
          throw new SetupFailure(
              installation.home()
                  + " holds something that Jitsuin did not make; empty it, or choose another"
                  + " directory with JITSUIN_HOME");
    }
  }

  /** Checks that the server can be started as whom it shall run. */
  static void account(Installation installation) {
    installation.serverAccount().ifPresent(ServerAccount::requireRoot);
  }

  static void space(Installation installation) {
    Path existing = installation.home();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      long usable = Files.getFileStore(existing).getUsableSpace();
      if (usable < LEAST_SPACE) {
        throw new SetupFailure(
            String.format(
                Locale.ROOT,
                "only %d MiB are free where %s is; Jitsuin needs 1 GiB: free some, or set JITSUIN_HOME",
                usable >> 20,
                installation.home()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("in directory " + existing, e);
    }
  }

  /** Checks the ports of a server that does not run yet. */
  static void ports(Installation installation) {
    InstallationSettings settings = installation.settings();
    port(settings.bind(), settings.ports().http(), LauncherSettings.HTTP_PORT.key());
    port(settings.bind(), settings.ports().https(), LauncherSettings.HTTPS_PORT.key());
    port(settings.bind(), settings.ports().open(), LauncherSettings.PUBLIC_PORT.key());
    port(LOOPBACK, settings.ports().management(), LauncherSettings.MANAGEMENT_PORT.key());
  }

  /** Checks the port of a private database that does not run yet. */
  static void databasePort(Installation installation) {
    if (installation.settings().database() instanceof DatabasePlace.Private(int port)) {
      port(LOOPBACK, port, LauncherSettings.DB_PORT.key());
    }
  }

  private static void port(String address, int port, String key) {
    String name = Settings.environmentName(key);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    } catch (UnknownHostException e) {
      throw new SetupFailure(
          "the address JITSUIN_BIND=" + address + " is not an address of this machine", e);
    } catch (BindException e) {
      throw new SetupFailure(
          String.format(
              Locale.ROOT,
              "port %d of %s is not available (%s); free it, or choose another: %s=%d ./jitsuin up",
              port,
              address,
              e.getMessage(),
              name,
              port % 50_000 + 10_000),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be looked at", e);
    }
  }

  /** A key store of the operator's own is not written over, and would not be read here. */
  static void ownTls(Installation installation) {
    installation
        .texts()
        .find(BaseSettings.TLS_KEYSTORE)
        .filter(given -> !given.equals(installation.tlsKeyStore()))
        .ifPresent(given -> {
          throw new SetupFailure(
              "the server's TLS key store is yours (jitsuin.tls.keystore="
                  + given
                  + "); renew it where it came from");
        });
  }

  /** Checks that what the key ceremony wrote into certificates stays true. */
  static void baseUrl(Installation installation) {
    String now = installation.settings().baseUrl();
    installation
        .record()
        .ceremonyBaseUrl()
        .filter(fixed -> !fixed.equals(now))
        .ifPresent(fixed -> {
          throw new SetupFailure(
              "the certificates name %s, which the key ceremony fixed, but the settings say %s;"
                      .formatted(fixed, now)
                  + " change JITSUIN_HTTP_PORT or JITSUIN_BASE_URL back, or start over with:"
                  + " ./jitsuin reset");
        });
  }
}
