package org.jitsuin.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jitsuin.card.agent.AgentClient;
import org.jitsuin.card.agent.AgentSettings;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.counter.AgentDesk;
import org.jitsuin.launcher.staff.Refused;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The subcommands of {@code jitsuin counter}: a desk without the console, over the same agent. What
 * the authority has its part in is {@link CounterActCommand}'s.
 */
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
}
