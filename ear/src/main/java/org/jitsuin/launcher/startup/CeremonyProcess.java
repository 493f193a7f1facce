package org.jitsuin.launcher.startup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.ceremony.Ceremony;
import org.jitsuin.ca.ceremony.CeremonyOutcome;
import org.jitsuin.ca.ceremony.CeremonyPlan;
import org.jitsuin.ca.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.installation.TokenPlace;
import org.jitsuin.launcher.server.ServerProperties;

/**
 * Holds the key ceremony in a process of its own: SoftHSM learns from the environment where its
 * tokens are, and once in a process only.
 */
public final class CeremonyProcess {
  private static final int REFUSED = 3;

  private CeremonyProcess() {}

  /**
   * Holds the ceremony of an installation whose database and tokens are ready.
   *
   * @param offset how far the clock of the authorities is moved
   * @throws SetupFailure that says why it was not held
   */
  static void hold(Installation installation, Duration offset) {
    try {
      Process process = builder(installation, offset).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code == REFUSED) {
        throw new SetupFailure(said);
      }
      if (code != 0) {
        throw new SetupFailure(
            "the key ceremony ended with code " + code, new IllegalStateException(said));
      }
    } catch (IOException e) {
      throw new SetupFailure("the key ceremony cannot be begun: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted during the key ceremony", e);
    }
  }

  private static ProcessBuilder builder(Installation installation, Duration offset) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                CeremonyProcess.class.getName(),
                installation.home().toString(),
                offset.toString())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("JITSUIN_"));
    environment.putAll(installation.environment());
    if (installation.settings().tokens() instanceof TokenPlace.Private) {
      environment.put("SOFTHSM2_CONF", installation.tokens().configuration().toString());
    }
    return builder;
  }

  /**
   * The process itself.
   *
   * @param arguments the home directory and the offset of the clock
   */
  public static void main(String[] arguments) {
    Installation installation = new Installation(Path.of(arguments[0]), System.getenv());
    try {
      refusal(installation, Duration.parse(arguments[1])).ifPresent(CeremonyProcess::refuse);
    } catch (SetupFailure | Fault e) {
      refuse(e.getMessage());
    }
  }

  private static void refuse(String sentence) {
    System.out.println(sentence);
    System.exit(REFUSED);
  }

  private static Optional<String> refusal(Installation installation, Duration offset) {
    Map<String, String> values = ServerProperties.of(installation, offset);
    Settings settings = new Settings(key -> Optional.ofNullable(values.get(key)));
    InstantSource clock = Clocks.configured(settings);
    InstallationSettings shape = installation.settings();
    try (SigningPool ca = SigningPool.configured(settings, "ca", clock);
        SigningPool ocsp = SigningPool.configured(settings, "ocsp", clock)) {
      Ceremony ceremony =
          new Ceremony(
              Jdbi.create(new Database(installation).admin()),
              ca,
              ocsp,
              clock,
              new SecureRandom(),
              settings.required("jitsuin.node"));
      CeremonyPlan plan = CeremonyPlan.development(shape.baseUrl(), shape.hosts());
      return switch (ceremony.hold(plan, installation.home())) {
        case CeremonyOutcome.Held _, CeremonyOutcome.AlreadyHeld _ -> Optional.empty();
        case CeremonyOutcome.TokenNotEmpty(String token, List<String> labels) ->
            Optional.of(
                "token %s holds keys (%s) of an earlier ceremony that was interrupted; %s"
                    .formatted(
                        token,
                        String.join(", ", labels),
                        "delete it all and begin anew with: ./jitsuin reset"));
      };
    }
  }
}
