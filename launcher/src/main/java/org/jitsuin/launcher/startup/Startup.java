package org.jitsuin.launcher.startup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Setback;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.installation.ceremony.RecordFiles;
import org.jitsuin.installation.recovery.Recovery;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.installation.PropertiesFile;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.server.ServerProperties;
import org.jitsuin.launcher.terminal.Progress;

/**
 * Brings an installation up: database, schema, tokens, key ceremony, server. What is there already
 * is kept, what runs already is left running, what crashed is started again.
 */
public final class Startup {
  private static final String RESET = "./jitsuin reset";

  private final Installation installation;
  private final Distribution distribution;
  private final Progress progress;
  private final InstantSource clock;
  private final Custody custody;
  private final Server server;
  private final DatabaseService database;

  /**
   * @param custody opens the tokens where custodians hold them
   * @param clock the machine's
   */
  public Startup(
      Installation installation,
      Distribution distribution,
      Custody custody,
      Progress progress,
      InstantSource clock) {
    this.installation = installation;
    this.distribution = distribution;
    this.custody = custody;
    this.progress = progress;
    this.clock = clock;
    this.server = new Server(installation);
    this.database = new DatabaseService(installation);
  }

  /**
   * Ends when the server is ready or cannot become so.
   *
   * @param date what the server's date in Japan shall be; today where it is empty
   * @throws SetupFailure if something must be changed first
   */
  public StartOutcome run(Optional<LocalDate> date) {
    return run(date, ServerConsole.FILE);
  }

  /**
   * Starts everything, with a choice where a server that is started prints; otherwise as {@link
   * #run(Optional)}.
   */
  public StartOutcome run(Optional<LocalDate> date, ServerConsole console) {
    Preflight.home(installation);
    refuseDateInProduction(date);
    try (InstallationLock _ = installation.lock(this::sayThatItWaits)) {
      boolean halfMade = isHalfMade();
      try {
        return runAlone(date, console);
      } catch (SetupFailure e) {
        throw halfMade ? withHint(e) : e;
      }
    }
  }

  private StartOutcome runAlone(Optional<LocalDate> date, ServerConsole console) {
    boolean runs = server.process().isPresent();
    if (runs) {
      refuseOtherDate(date);
      if (installation.settings().hasAuthority()) {
        startDatabase();
      }
      progress.begin("server");
    } else {
      prepareServer(date);
      server.startPrepared(console);
    }
    return awaitReady(runs);
  }

  /**
   * Does all that a start does but to start the server: whoever does that afterwards needs no more
   * than the server itself, and no password of the database's administrator.
   *
   * @throws SetupFailure if something must be changed first
   */
  public void prepareOnly() {
    Preflight.home(installation);
    try (InstallationLock _ = installation.lock(this::sayThatItWaits)) {
      if (server.process().isPresent()) {
        throw new SetupFailure("the server is running; end it first with: ./jitsuin down");
      }
      prepareServer(Optional.empty());
      progress.done("prepared");
    }
  }

  private void prepareServer(Optional<LocalDate> date) {
    if (!installation.settings().hasAuthority()) {
      prepareServing(date);
      return;
    }
    refuseHalfCeremony();
    refuseCeremonyWithoutStaff();
    Optional<AuditAct> unlocked = custody.openIfClosed("start");
    prepare();
    startDatabase();
    Duration offset = offset(date);
    install(offset, CeremonyOrder.plain(), _ -> {});
    unlocked.ifPresent(act -> KeyCeremony.tell(database, clock.instant().plus(offset), act));
    progress.begin("server");
    closeIfSetBack(offset);
    server.prepare(distribution, offset);
  }

  /** Nothing of the authority is here: neither schema nor ceremony. */
  private void prepareServing(Optional<LocalDate> date) {
    new ServingStart(installation, progress).prepare(clock.instant());
    progress.begin("server");
    server.prepare(distribution, offset(date));
  }

  /**
   * Looks before any server does whether the database was set back: then nothing is recorded or
   * signed, not even for a moment.
   */
  private void closeIfSetBack(Duration offset) {
    List<Setback> found =
        new Recovery(
                database.jdbi(),
                PublishedPlaces.of(installation),
                () -> clock.instant().plus(offset))
            .guard("launcher");
    if (!found.isEmpty()) {
      progress.waiting(found.getFirst().sentence());
    }
  }

  /**
   * Starts everything but the server, for one that somebody else starts with the properties written
   * here.
   *
   * @throws SetupFailure if something must be changed first
   */
  public void provision() {
    provision(CeremonyOrder.plain(), _ -> {});
  }

  /** Provisions with the ceremony that was ordered; otherwise as {@link #provision()}. */
  void provision(CeremonyOrder order, Consumer<String> steps) {
    Preflight.home(installation);
    Preflight.authority(installation);
    try (InstallationLock _ = installation.lock(this::sayThatItWaits)) {
      prepare();
      startDatabase();
      Duration offset = offset(Optional.empty());
      install(offset, order, steps);
      PropertiesFile.write(
          installation.serverProperties(), ServerProperties.of(installation, offset));
    }
  }

  private boolean isHalfMade() {
    return installation.condition() == Installation.Condition.PRESENT
        && installation.settings().database() instanceof DatabasePlace.Private
        && !installation.record().isHeld();
  }

  private static SetupFailure withHint(SetupFailure failure) {
    return failure.getMessage().contains(RESET)
        ? failure
        : new SetupFailure(
            failure.getMessage()
                + " (The installation was never ready; if it was interrupted while it was made,"
                + " start over with: "
                + RESET
                + ")",
            failure);
  }

  private void sayThatItWaits() {
    progress.begin("launcher");
    progress.waiting("another ./jitsuin command is running in " + installation.home());
  }

  private void refuseDateInProduction(Optional<LocalDate> date) {
    if (date.isPresent() && installation.settings().production()) {
      throw new SetupFailure("--date moves the server's clock, which production does not allow");
    }
  }

  private void refuseOtherDate(Optional<LocalDate> wanted) {
    LocalDate today = JapanTime.date(server.clock(clock).instant());
    if (wanted.isPresent() && !wanted.get().equals(today)) {
      throw new SetupFailure(
          "the server is already running, and its date is %s; end it first with: ./jitsuin down"
              .formatted(today));
    }
  }

  /**
   * Refuses a ceremony that was begun and not ended: it is not ended by another one, without script
   * and custodians.
   */
  private void refuseHalfCeremony() {
    if (installation.custody().isPresent() && !installation.record().isHeld()) {
      throw new SetupFailure(
          "a key ceremony with custodians was begun and not ended; go on with the same: ./jitsuin"
              + " ceremony --script FILE --share FILE...");
    }
  }

  /**
   * Refuses a founding ceremony that brings nobody to work here, before anything is made; with a
   * database of somebody else that is found later, since only it knows whether a ceremony was held.
   */
  private void refuseCeremonyWithoutStaff() {
    if (installation.condition() == Installation.Condition.ABSENT
        && installation.settings().database() instanceof DatabasePlace.Private) {
      CeremonyPlan _ = CeremonyOrder.plain().founding(installation.settings());
    }
  }

  private void prepare() {
    Preflight.space(installation);
    Preflight.baseUrl(installation);
    Preflight.ports(installation);
    installation.keep(installation.record().begun(installation.texts()));
  }

  private void startDatabase() {
    progress.begin("database");
    if (!database.privateServerRuns()) {
      Preflight.databasePort(installation);
    }
    progress.done(database.start());
  }

  private Duration offset(Optional<LocalDate> date) {
    Instant now = clock.instant();
    return date.map(wanted -> Clocks.offsetTo(wanted, now))
        .orElseGet(() -> installation.texts().get(BaseSettings.CLOCK_OFFSET));
  }

  private void install(Duration offset, CeremonyOrder order, Consumer<String> steps) {
    progress.begin("schema");
    progress.done(
        "ca, status, audit: up to date"
            + database
                .install()
                .map(step -> "; " + step.script() + " waits (./jitsuin migrate --contract)")
                .orElse(""));
    Optional<DatabaseService.Validity> held = database.authorities();
    if (held.isEmpty()) {
      CeremonyPlan _ = order.founding(installation.settings());
    }
    progress.begin("tokens");
    progress.done(new Tokens(installation).prepare());
    custody.forgetOfficerPins();
    progress.begin("ceremony");
    if (held.isPresent()) {
      refuseInvalid(held.get(), clock.instant().plus(offset));
      if (!database.hasLogKey()) {
        // Held by a version that had none.
        CeremonyProcess.hold(installation, offset, order, steps);
      }
      // Whoever died between the record and its files left none.
      RecordFiles.write(database.jdbi(), installation.home());
      installation.keep(installation.record().held());
      if (order.script().isPresent()) {
        throw new SetupFailure(KeyCeremony.HELD_BEFORE);
      }
      progress.done("held before");
    } else {
      holdCeremony(offset, order, steps);
      progress.done("held: authorities, OCSP signers, staff");
    }
  }

  private void holdCeremony(Duration offset, CeremonyOrder order, Consumer<String> steps) {
    installation.keep(installation.record().withCeremonyBaseUrl(installation.settings().baseUrl()));
    CeremonyProcess.hold(installation, offset, order, steps);
  }

  private static void refuseInvalid(DatabaseService.Validity authorities, Instant now) {
    if (now.isBefore(authorities.from()) || now.isAfter(authorities.until())) {
      throw new SetupFailure(
          "the authorities are valid from %s until %s, not on %s; choose another --date, or start"
                  .formatted(
                      JapanTime.date(authorities.from()),
                      JapanTime.date(authorities.until()),
                      JapanTime.date(now))
              + " over with: ./jitsuin reset");
    }
  }

  private StartOutcome awaitReady(boolean ranBefore) {
    StartOutcome outcome = new ReadyWait(server, progress, clock).await(ranBefore);
    if (outcome instanceof StartOutcome.Ready) {
      installation.keep(installation.record().completed());
      String number = server.process().map(process -> Long.toString(process.pid())).orElse("?");
      progress.done("WildFly, process " + number + (ranBefore ? ": runs already" : ""));
    }
    return outcome;
  }
}
