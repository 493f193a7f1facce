package org.jitsuin.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.card.agent.AgentClient;
import org.jitsuin.card.agent.AgentSettings;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.counter.AgentDesk;
import org.jitsuin.launcher.counter.CardWork;
import org.jitsuin.launcher.staff.OfficeClient;
import org.jitsuin.launcher.staff.Refused;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommands of {@code jitsuin counter}: a desk without the console, over the same agent. */
abstract class CounterDeskCommand implements LauncherCommand {
  private final CommandContext context;

  @Option(names = "--port", paramLabel = "N", description = "of the agent; otherwise 8450")
  private int port = AgentSettings.USUAL_PORT;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      required = true,
      description = "what the agent wrote with --token-to")
  private Path token;

  CounterDeskCommand(CommandContext context) {
    this.context = context;
  }

  final CommandContext context() {
    return context;
  }

  final Terminal terminal() {
    return context.terminal();
  }

  abstract ExitCode runWith(AgentDesk desk) throws IOException;

  @Override
  public final ExitCode run() {
    String address = "http://127.0.0.1:" + port;
    AgentClient agent = new AgentClient(address, Secrets.read(token));
    try {
      return runWith(new AgentDesk(agent, this::askForPin));
    } catch (AgentClient.Refused | Refused e) {
      terminal().bad(e.getMessage());
      return ExitCode.WRONG;
    } catch (IOException e) {
      throw new SetupFailure(
          "the counter agent does not answer at %s; start it with: ./jitsuin counter"
              .formatted(address),
          e);
    }
  }

  private void askForPin(JsonNode job) {
    terminal()
        .paragraph(
            "The holder enters the PIN in a browser at this desk: "
                + job.path("pin").path("page").asText());
  }

  @Command(name = "list", description = "the cards in the readers, and where they stand")
  static final class ListAll extends CounterDeskCommand {
    ListAll(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(AgentDesk desk) throws IOException {
      List<AgentDesk.Inserted> cards = desk.cards();
      if (cards.isEmpty()) {
        terminal().paragraph("There is no card in a reader.");
      }
      for (AgentDesk.Inserted card : cards) {
        terminal().strong(card.name() + ": " + card.chip());
        if (card.standing().path("ended").asBoolean()) {
          terminal().fact("ended", "for good");
        }
        card.order().ifPresent(order -> terminal().fact("being written", order));
        for (JsonNode key : card.standing().path("keys")) {
          terminal().fact(key.path("certificate").asText(), words(key));
        }
      }
      return ExitCode.OK;
    }

    private static String words(JsonNode key) {
      String certificate = key.has("active") ? "certificate" : "no certificate";
      return key.path("pinSet").asBoolean()
          ? certificate + ", tries left: " + key.path("triesLeft").asInt()
          : certificate + ", no PIN";
    }
  }

  /** What is done to the one card in a reader. */
  abstract static class OfOneCard extends CounterDeskCommand {
    @Option(names = "--reader", paramLabel = "NAME", description = "where several have cards")
    private Optional<String> reader = Optional.empty();

    OfOneCard(CommandContext context) {
      super(context);
    }

    abstract ExitCode runWith(AgentDesk desk, AgentDesk.Inserted chip) throws IOException;

    @Override
    final ExitCode runWith(AgentDesk desk) throws IOException {
      return runWith(desk, desk.card(reader));
    }
  }

  @Command(
      name = "abandon",
      description = "take off the chip what was begun on it and never put to use")
  static final class Abandon extends OfOneCard {
    Abandon(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(AgentDesk desk, AgentDesk.Inserted chip) throws IOException {
      if (chip.order().isEmpty()) {
        terminal().good(chip.chip(), "nothing was begun on it");
        return ExitCode.OK;
      }
      desk.abandon(chip, chip.order().orElseThrow());
      terminal().good(chip.chip(), "what was begun is gone; what was in use stays");
      return ExitCode.OK;
    }
  }

  /** What the authority has its part in. */
  abstract static class OfBoth extends OfOneCard {
    @Parameters(index = "0", paramLabel = "CARD", description = "the card at the authority")
    private String card;

    @Option(
        names = "--clerk",
        paramLabel = "FILE.p12",
        required = true,
        description = "the key of the clerk; FILE.cfg for one on a token")
    private Path clerk;

    @Mixin private PasswordFile passwordFile;

    OfBoth(CommandContext context) {
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

    private String published(String name) throws IOException {
      String address = context().installation().settings().httpAddress() + "/ca/" + name;
      try (InputStream in = URI.create(address).toURL().openStream()) {
        return Base64.getEncoder().encodeToString(in.readAllBytes());
      }
    }
  }

  @Command(
      name = "withdraw",
      description = "take back what is open for a card; what was issued for it is revoked")
  static final class Withdraw extends OfBoth {
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
  abstract static class Identified extends OfBoth {
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

    final CardWork.Asked asked(List<String> kinds, boolean renewal, String scheme) {
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
        description = "signature or user-identification; otherwise both")
    private Optional<String> only = Optional.empty();

    @Option(names = "--renewal", description = "in the place of those that it has")
    private boolean renewal;

    @Option(names = "--next", description = "with keys of the next card, P-384")
    private boolean next;

    Issue(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardWork work, AgentDesk.Inserted chip) throws IOException {
      List<String> both = List.of(Authority.SIGNATURE.id(), Authority.USER_IDENTIFICATION.id());
      String order =
          work.issue(
              chip, asked(only.map(List::of).orElse(both), renewal, next ? "p-384" : "rsa-2048"));
      terminal().good("written", "the card holds what was issued; order " + order);
      return ExitCode.OK;
    }
  }

  @Command(name = "pin", description = "have the holder set a PIN, and record it")
  static final class SetPin extends Identified {
    @Parameters(index = "1", paramLabel = "USE", description = "signature or user-identification")
    private String use;

    SetPin(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardWork work, AgentDesk.Inserted chip) throws IOException {
      work.ofPin(chip, asked(List.of(use), false, ""), true);
      terminal().good("set", use);
      return ExitCode.OK;
    }
  }

  @Command(name = "unlock", description = "give a locked PIN its tries back, and record it")
  static final class Unlock extends Identified {
    @Parameters(index = "1", paramLabel = "USE", description = "signature or user-identification")
    private String use;

    Unlock(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardWork work, AgentDesk.Inserted chip) throws IOException {
      work.ofPin(chip, asked(List.of(use), false, ""), false);
      terminal().good("unlocked", use);
      return ExitCode.OK;
    }
  }
}
