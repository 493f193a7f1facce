package org.jitsuin.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.counter.AgentDesk;
import org.jitsuin.launcher.counter.CardWork;
import org.jitsuin.launcher.staff.OfficeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code jitsuin counter issue}, {@code withdraw}, {@code pin} and {@code unlock}: what the
 * authority has its part in.
 */
abstract class CounterActCommand extends CounterDeskCommand.OfOneCard {
  /** Milliseconds. */
  private static final int PATIENCE = 10_000;

  @Parameters(index = "0", paramLabel = "CARD", description = "the card at the authority")
  private String card;

  @Option(
      names = "--clerk",
      paramLabel = "FILE.p12",
      required = true,
      description = "the key of the clerk; FILE.cfg for one on a token")
  private Path clerk;

  @Mixin private PasswordFile passwordFile;

  CounterActCommand(CommandContext context) {
    super(context);
  }

  final String card() {
    return card;
  }

  abstract ExitCode runWith(CardWork work, AgentDesk.Inserted chip) throws IOException;

  @Override
  final ExitCode runWith(AgentDesk desk, AgentDesk.Inserted chip) throws IOException {
    context().installation().requirePresent();
    OfficeClient office =
        OfficeClient.of(
            context().installation(),
            new Passwords(terminal()).open(clerk, passwordFile.path()),
            context().clock().instant());
    return runWith(new CardWork(desk, office, this::published), chip);
  }

  /**
   * Reads what the authority publishes; the agent, whose faults are I/O here, has no part in it.
   */
  private String published(String name) {
    String address = context().installation().settings().httpAddress() + "/ca/" + name;
    try {
      URLConnection connection = URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE);
      connection.setReadTimeout(PATIENCE);
      try (InputStream in = connection.getInputStream()) {
        return Base64.getEncoder().encodeToString(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new SetupFailure(
          "the authority's certificate cannot be read at %s; is the server running? ./jitsuin status"
              .formatted(address),
          e);
    }
  }

  @Command(
      name = "withdraw",
      description = "take back what is open for a card; what was issued for it is revoked")
  static final class Withdraw extends CounterActCommand {
    Withdraw(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardWork work, AgentDesk.Inserted chip) throws IOException {
      terminal().good("taken back", work.withdraw(chip, card()));
      return ExitCode.OK;
    }
  }

  /** What needs the holder to be known. */
  abstract static class Identified extends CounterActCommand {
    @Option(names = "--present", paramLabel = "WHO", description = "holder, representative, proxy")
    private List<String> present = List.of();

    @Option(
        names = "--document",
        paramLabel = "NAME",
        description = "by which they are known, such as passport, driving-licence")
    private List<String> documents = List.of();

    Identified(CommandContext context) {
      super(context);
    }

    final CardWork.Asked asked(List<KeyUse> uses, boolean renewal, String scheme) {
      List<String> kinds = uses.stream().map(use -> use.authority().id()).toList();
      return new CardWork.Asked(card(), kinds, renewal, scheme, present, documents);
    }
  }

  @Command(
      name = "issue",
      description = "issue to a card and write it; or go on with what is open for it")
  static final class Issue extends Identified {
    @Option(
        names = "--only",
        paramLabel = "USE",
        converter = HolderCommand.UseReader.class,
        description = "signature or user-identification; otherwise both")
    private Optional<KeyUse> only = Optional.empty();

    @Option(names = "--renewal", description = "in the place of those that it has")
    private boolean renewal;

    @Option(names = "--next", description = "with keys of the next card, P-384")
    private boolean next;

    Issue(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardWork work, AgentDesk.Inserted chip) throws IOException {
      List<KeyUse> uses = only.map(List::of).orElse(List.of(KeyUse.values()));
      String order = work.issue(chip, asked(uses, renewal, next ? "p-384" : "rsa-2048"));
      terminal().good("written", "the card holds what was issued; order " + order);
      return ExitCode.OK;
    }
  }

  /** What is done to a PIN. */
  abstract static class OfPin extends Identified {
    private final boolean reset;

    @Parameters(
        index = "1",
        paramLabel = "USE",
        converter = HolderCommand.UseReader.class,
        description = "signature or user-identification")
    private KeyUse use;

    OfPin(CommandContext context, boolean reset) {
      super(context);
      this.reset = reset;
    }

    @Override
    final ExitCode runWith(CardWork work, AgentDesk.Inserted chip) throws IOException {
      work.ofPin(chip, asked(List.of(use), false, ""), reset);
      terminal().good(reset ? "set" : "unlocked", use.authority().id());
      return ExitCode.OK;
    }
  }

  @Command(name = "pin", description = "have the holder set a PIN, and record it")
  static final class SetPin extends OfPin {
    SetPin(CommandContext context) {
      super(context, true);
    }
  }

  @Command(name = "unlock", description = "give a locked PIN its tries back, and record it")
  static final class Unlock extends OfPin {
    Unlock(CommandContext context) {
      super(context, false);
    }
  }
}
