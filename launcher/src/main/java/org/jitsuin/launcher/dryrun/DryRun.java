package org.jitsuin.launcher.dryrun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.ceremony.Custodians;
import org.jitsuin.installation.ceremony.RecordCheck;
import org.jitsuin.installation.ceremony.RecordSignature;
import org.jitsuin.installation.ceremony.RecordText;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.backup.BackupKey;
import org.jitsuin.launcher.backup.NodeBundle;
import org.jitsuin.launcher.backup.TokenBackup;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.installation.Trees;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.startup.CeremonyOrder;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.jitsuin.launcher.startup.Startup;
import org.jitsuin.launcher.terminal.Progress;
import org.jitsuin.launcher.terminal.Terminal;

/**
 * A ceremony that is really held, from the shares to the signatures under its record, in a
 * directory, a database and tokens of its own that are gone afterwards.
 */
public final class DryRun {
  private static final List<String> PORTS = List.of("HTTP", "HTTPS", "PUBLIC", "MANAGEMENT", "DB");

  private final InstallationSettings model;
  private final Map<String, String> environment;
  private final Distribution distribution;
  private final InstantSource clock;
  private final Consumer<String> steps;

  /**
   * @param installation the one whose ceremony it would be; it is not touched
   * @param steps hears of each step
   */
  public DryRun(
      Installation installation,
      Distribution distribution,
      InstantSource clock,
      Consumer<String> steps) {
    this.model = installation.settings();
    this.environment = installation.environment();
    this.distribution = distribution;
    this.clock = clock;
    this.steps = steps;
  }

  /**
   * Holds the dry run.
   *
   * @param rollOver which authority's roll-over is tried behind the first ceremony, if one
   * @param algorithm how the key signs that the roll-over makes; as before where it is empty
   * @return the records that it wrote, for people
   * @throws SetupFailure that says what does not work
   */
  public String run(
      Optional<Path> script, Optional<Authority> rollOver, Optional<SignatureScheme> algorithm) {
    if (model.production()) {
      refuseTraining(script, algorithm);
    }
    boolean founding =
        rollOver.isEmpty() || script.filter(file -> isOfFirst(plan(file))).isPresent();
    Path stage = temporary();
    Installation installation = new Installation(stage.resolve("home"), environment(founding));
    try {
      return run(installation, stage, script, rollOver, algorithm);
    } finally {
      new DatabaseService(installation).privateServer().ifPresent(PrivateDatabase::kill);
      installation.pins().delete();
      Trees.delete(stage);
    }
  }

  /** A roll-over is tried in development, and would not be refused there. */
  private void refuseTraining(Optional<Path> script, Optional<SignatureScheme> algorithm) {
    List<AuthorityScript> authorities =
        script
            .map(this::plan)
            .orElseGet(() -> CeremonyPlan.development(model.baseUrl(), model.hosts()))
            .authorities();
    authorities.stream()
        .map(authority -> algorithm.map(authority::by).orElse(authority))
        .flatMap(authority -> authority.obstacle().stream())
        .findFirst()
        .ifPresent(obstacle -> {
          throw new SetupFailure(obstacle);
        });
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("jitsuin-dry-run-");
    } catch (IOException e) {
      throw new UncheckedIOException("no directory can be made for the dry run", e);
    }
  }

  /**
   * Returns the environment of the model, but with a database and tokens of its own.
   *
   * @param founding whether the first ceremony is tried itself, with the staff of the script, and
   *     not one as usual for a roll-over behind it
   */
  private Map<String, String> environment(boolean founding) {
    Map<String, String> own = new HashMap<>(environment);
    own.keySet()
        .removeIf(name ->
            name.startsWith("JITSUIN_DB_")
                || name.startsWith("JITSUIN_PKCS11_")
                || name.startsWith("JITSUIN_CUSTODY_SHARES"));
    PORTS.forEach(name -> own.put("JITSUIN_" + name + "_PORT", Integer.toString(FreePorts.next())));
    own.put("JITSUIN_BASE_URL", model.baseUrl());
    own.put("JITSUIN_MODE", founding ? model.mode() : "development");
    return own;
  }

  private String run(
      Installation installation,
      Path stage,
      Optional<Path> script,
      Optional<Authority> rollOver,
      Optional<SignatureScheme> algorithm) {
    Optional<Path> first = script.filter(file -> rollOver.isEmpty() || isOfFirst(plan(file)));
    Optional<Custodians> custodians = first.flatMap(file -> plan(file).custodians());
    Map<String, Path> directories = directories(stage, custodians);
    SharePrompt nobody = new SharePrompt(Terminal.standard(false));
    List<Path> shares =
        custodians.map(all -> all.people().subList(0, all.needed())).orElse(List.of()).stream()
            .map(name -> directories.get(name).resolve(name + ".share"))
            .toList();
    Custody custody = new Custody(installation, new Shares(shares, nobody));
    KeyCeremony ceremony = new KeyCeremony(installation, custody, clock, steps);
    ceremony.found(
        new Startup(installation, distribution, custody, Progress.silent(), clock),
        CeremonyOrder.foundation(first, directories),
        Optional.empty());
    rollOver.ifPresent(authority ->
        ceremony.rollOver(
            CeremonyOrder.rollOver(authority, script, algorithm, Duration.ZERO, false)));
    copy(installation, custody, stage);
    join(installation, shares, stage);
    return records(installation, custodians, directories);
  }

  /** Tokens that were lost come back from a copy. */
  private void copy(Installation installation, Custody custody, Path stage) {
    BackupKey key =
        new BackupKey(custody, () -> installation.secrets().value("copy").toCharArray());
    TokenBackup backup = new TokenBackup(installation, key, clock);
    steps.accept("back up the tokens, and let each key sign from the copy");
    Path file = backup.backUp(stage);
    steps.accept("lose the tokens, and put them back from the copy");
    Trees.delete(installation.tokens().configuration().getParent());
    List<String> missing = backup.restore(file);
    if (!missing.isEmpty()) {
      throw new SetupFailure("keys missing from the copy: " + String.join(", ", missing));
    }
  }

  /** A further server joins, and comes as far as the start of WildFly. */
  private void join(Installation first, List<Path> shares, Path stage) {
    steps.accept("bundle what a further server needs, and let it join");
    Shares given = new Shares(shares, new SharePrompt(Terminal.standard(false)));
    Supplier<char[]> password = () -> first.secrets().value("copy").toCharArray();
    Path bundle =
        new NodeBundle(first, new BackupKey(new Custody(first, given), password), clock)
            .write(stage);
    Installation second = new Installation(stage.resolve("second"), besides(first));
    Custody custody = new Custody(second, given);
    try {
      bringCustodians(first, second);
      new NodeBundle(second, new BackupKey(custody, password), clock).join(bundle);
      new Startup(second, distribution, custody, Progress.silent(), clock).provision();
    } finally {
      second.pins().delete();
    }
  }

  /** Who the custodians are is no secret, and needed to open the bundle. */
  private static void bringCustodians(Installation first, Installation second) {
    Path file = first.home().resolve("custodians.properties");
    if (Files.exists(file)) {
      try {
        Files.createDirectories(second.home());
        Files.copy(file, second.home().resolve(file.getFileName()));
      } catch (IOException e) {
        throw new UncheckedIOException("the list of custodians cannot be copied", e);
      }
    }
  }

  /** The environment of a server beside another one on this machine. */
  private static Map<String, String> besides(Installation first) {
    Map<String, String> own = new HashMap<>(first.environment());
    PORTS.forEach(name -> own.put("JITSUIN_" + name + "_PORT", Integer.toString(FreePorts.next())));
    own.put("JITSUIN_NODE", "node-2");
    own.remove("JITSUIN_DB_PORT");
    own.put(
        "JITSUIN_DB_URL",
        "jdbc:mariadb://127.0.0.1:" + first.environment().get("JITSUIN_DB_PORT") + "/");
    own.put("JITSUIN_DB_ADMIN_USER", PrivateDatabase.ADMIN);
    own.put("JITSUIN_DB_ADMIN_PASSWORD_FILE", first.secrets().file("db-admin").toString());
    return own;
  }

  private CeremonyPlan plan(Path script) {
    return CeremonyPlan.scripted(script, model.baseUrl(), model.hosts());
  }

  /**
   * Returns whether the plan is of a first ceremony; otherwise it describes a roll-over, which is
   * tried behind a first ceremony as usual.
   */
  private static boolean isOfFirst(CeremonyPlan plan) {
    return plan.authorities().stream().allMatch(authority -> authority.generation() == 1);
  }

  private static Map<String, Path> directories(Path stage, Optional<Custodians> custodians) {
    Map<String, Path> directories = new LinkedHashMap<>();
    try {
      for (String name : custodians.map(Custodians::people).orElse(List.of())) {
        directories.put(name, Files.createDirectories(stage.resolve("custodians").resolve(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no directory can be made for a custodian", e);
    }
    return directories;
  }

  private String records(
      Installation installation, Optional<Custodians> custodians, Map<String, Path> directories) {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(installation.ceremonies())) {
      for (Path record :
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        custodians.ifPresent(all -> sign(record, all, directories));
        steps.accept("check the record " + record.getFileName());
        RecordCheck.Result result =
            new RecordCheck(new DatabaseService(installation).jdbi()).run(record);
        if (!result.findings().isEmpty()) {
          throw new SetupFailure(String.join("; ", result.findings()));
        }
        texts.add(RecordText.of(Bytes.of(Files.readAllBytes(record))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the records cannot be read", e);
    }
    return String.join("\n", texts);
  }

  private void sign(Path record, Custodians custodians, Map<String, Path> directories) {
    for (String name : custodians.people().subList(0, custodians.needed())) {
      steps.accept("custodian %s signs the record".formatted(name));
      Path directory = directories.get(name);
      char[] password = Secrets.read(directory.resolve(name + ".password")).toCharArray();
      RecordSignature.sign(
          record, RecordSignature.Credential.read(directory.resolve(name + ".p12"), password));
    }
  }
}
