package org.jitsuin.launcher;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.dryrun.DryRun;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.CeremonyOrder;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.jitsuin.launcher.startup.Startup;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Progress;
import org.jitsuin.launcher.terminal.Terminal;

/** {@code jitsuin ceremony}: holds a key ceremony, or shows what it would do. */
final class CeremonyCommand {
  private static final Duration CRLS = Duration.ofMinutes(10);

  private final Installation installation;
  private final Distribution distribution;
  private final Terminal terminal;
  private final InstantSource clock;

  CeremonyCommand(
      Installation installation,
      Distribution distribution,
      Terminal terminal,
      InstantSource clock) {
    this.installation = installation;
    this.distribution = distribution;
    this.terminal = terminal;
    this.clock = clock;
  }

  ExitCode run(List<String> options) {
    if (!options.isEmpty() && List.of("sign", "verify").contains(options.getFirst())) {
      return new RecordCommand(installation, terminal).run(options);
    }
    CeremonyArguments.Parsed parsed = CeremonyArguments.parse(options);
    if (parsed.arguments().isEmpty()) {
      terminal.bad(parsed.problem().orElseThrow() + "; see: ./jitsuin help");
      return ExitCode.USAGE;
    }
    CeremonyArguments arguments = parsed.arguments().get();
    if (arguments.dryRun()) {
      return dryRun(arguments);
    }
    if (arguments.signerOf().isPresent()) {
      return signer(arguments);
    }
    return arguments.rollOver().isPresent() ? rollOver(arguments) : found(arguments);
  }

  private Consumer<String> numbered() {
    AtomicInteger number = new AtomicInteger();
    return sentence ->
        terminal.line(String.format(Locale.ROOT, "  %2d. %s", number.incrementAndGet(), sentence));
  }

  private Custody custody(CeremonyArguments arguments) {
    return new Custody(installation, new Shares(arguments.shares(), new SharePrompt(terminal)));
  }

  private ExitCode dryRun(CeremonyArguments arguments) {
    terminal.strong("Dry run: nothing of this is kept");
    String record =
        new DryRun(installation, distribution, clock, numbered())
            .run(arguments.script(), arguments.rollOver());
    terminal.blank();
    record.lines().forEach(terminal::line);
    terminal.blank();
    terminal.good("dry run", "all of it works; everything was deleted again");
    return ExitCode.OK;
  }

  private ExitCode found(CeremonyArguments arguments) {
    Custody custody = custody(arguments);
    Optional<SharePrompt> shown =
        arguments.showShares() ? Optional.of(new SharePrompt(terminal)) : Optional.empty();
    terminal.strong("Key ceremony in " + DisplayPath.of(installation.home()));
    new KeyCeremony(installation, custody, clock, numbered())
        .found(
            new Startup(installation, distribution, custody, Progress.silent(), clock),
            CeremonyOrder.foundation(arguments.script(), arguments.directories()),
            shown);
    terminal.good("ceremony", "held; its record: " + DisplayPath.of(installation.ceremonies()));
    terminal.paragraph("Custodians sign it: ./jitsuin ceremony sign --record FILE --key FILE.p12");
    return ExitCode.OK;
  }

  private ExitCode signer(CeremonyArguments arguments) {
    String generation = arguments.signerOf().orElseThrow();
    terminal.strong("Another OCSP signer for " + generation);
    new KeyCeremony(installation, custody(arguments), clock, numbered())
        .signer(CeremonyOrder.signer(generation));
    terminal.good("OCSP signer", "made; it answers in an hour, at once where there is no other");
    return ExitCode.OK;
  }

  private ExitCode rollOver(CeremonyArguments arguments) {
    terminal.strong("Roll-over to a new key generation");
    boolean runs = new Server(installation).process().isPresent();
    new KeyCeremony(installation, custody(arguments), clock, numbered())
        .rollOver(
            CeremonyOrder.rollOver(
                arguments.rollOver().orElseThrow(),
                arguments.script(),
                runs ? CRLS : Duration.ZERO,
                true));
    terminal.good("roll-over", "done; servers that run issue by it within ten seconds");
    return ExitCode.OK;
  }
}
