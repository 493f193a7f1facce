package org.jitsuin.launcher.startup;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.ceremony.CeremonyContext;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.installation.ServerAccount;
import org.jitsuin.launcher.installation.TokenPlace;
import org.jitsuin.launcher.server.ServerFiles;
import org.jitsuin.launcher.server.ServerProperties;

/**
 * Holds a key ceremony in a process of its own: SoftHSM learns from the environment where its
 * tokens are, and once in a process only.
 */
public final class CeremonyProcess {
  private static final int REFUSED = 3;
  private static final String STEP = "step: ";

  private CeremonyProcess() {}

  /**
   * Holds the ceremony of an installation whose database and tokens are ready.
   *
   * @param offset how far the clock of the authorities is moved
   * @param steps hears of each step
   * @throws SetupFailure that says why it was not held
   */
  static void hold(
      Installation installation, Duration offset, CeremonyOrder order, Consumer<String> steps) {
    try {
      Process process = builder(installation, offset, order).start();
      String said = listen(process, steps);
      int code = process.waitFor();
      installation
          .serverAccount()
          .ifPresent(account -> new ServerFiles(installation, account).keep());
      if (code == REFUSED) {
        throw new SetupFailure(said);
      }
      if (code != 0) {
        throw new SetupFailure(
            "the key ceremony ended with code " + code, new IllegalStateException(said));
      }
    } catch (IOException e) {
      throw new SetupFailure("the key ceremony cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted during the key ceremony", e);
    }
  }

  private static String listen(Process process, Consumer<String> steps) throws IOException {
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(STEP)) {
          steps.accept(line.substring(STEP.length()));
        } else {
          said.add(line);
        }
      }
    }
    return String.join("\n", said).strip();
  }

  private static ProcessBuilder builder(
      Installation installation, Duration offset, CeremonyOrder order) {
    List<String> command =
        new ArrayList<>(
            installation.serverAccount().map(ServerAccount::makingItsFiles).orElse(List.of()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Dstdout.encoding=UTF-8",
            // Places are named after whom the launcher runs as.
            "-Duser.name=" + System.getProperty("user.name"),
            "-cp",
            System.getProperty("java.class.path"),
            CeremonyProcess.class.getName(),
            installation.home().toString(),
            offset.toString()));
    command.addAll(order.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("JITSUIN_"));
    environment.putAll(installation.environment());
    if (installation.settings().tokens() instanceof TokenPlace.Private) {
      environment.put("SOFTHSM2_CONF", installation.tokens().configuration().toString());
    }
    return builder;
  }

  /**
   * Runs the process.
   *
   * @param arguments the home directory, the offset of the clock, and the order
   */
  public static void main(String[] arguments) {
    Installation installation = new Installation(Path.of(arguments[0]), System.getenv());
    List<String> order = Arrays.asList(arguments).subList(2, arguments.length);
    try {
      refusal(installation, Duration.parse(arguments[1]), CeremonyOrder.parse(order))
          .ifPresent(CeremonyProcess::refuse);
    } catch (SetupFailure | Fault e) {
      refuse(e.getMessage());
    }
  }

  private static void refuse(String sentence) {
    System.out.println(sentence);
    System.exit(REFUSED);
  }

  private static Optional<String> refusal(
      Installation installation, Duration offset, CeremonyOrder order) {
    Map<String, String> values = ServerProperties.of(installation, offset);
    Settings settings = new Settings(key -> Optional.ofNullable(values.get(key)));
    InstantSource clock = Clocks.configured(settings);
    InstallationSettings shape = installation.settings();
    CeremonyPlan plan = order.plan(shape);
    try (SigningPool ca = SigningPool.configured(settings, "ca", clock);
        SigningPool ocsp = SigningPool.configured(settings, "ocsp", clock)) {
      return new HeldCeremony(
              new DatabaseService(installation).jdbi(),
              ca,
              ocsp,
              clock,
              new SecureRandom(),
              settings.get(BaseSettings.NODE),
              shape.baseUrl())
          .hold(order, plan, installation.home(), circumstances(installation, order));
    }
  }

  private static CeremonyContext circumstances(Installation installation, CeremonyOrder order) {
    List<String> tokens =
        switch (installation.settings().tokens()) {
          case TokenPlace.Private() -> List.of("jitsuin-ca", "jitsuin-ocsp");
          case TokenPlace.Given given ->
              given.tokens().stream().map(token -> "slot " + token.slot()).toList();
          case TokenPlace.None() -> List.of();
        };
    return new CeremonyContext(
        CeremonyContext.version(),
        tokens,
        installation.custody().map(custody -> custody.seal().set()),
        order.directories(),
        installation.settings().production(),
        sentence -> System.out.println(STEP + sentence));
  }
}
