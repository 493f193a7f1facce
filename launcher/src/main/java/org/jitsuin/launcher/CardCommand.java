package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.List;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.reader.MachineReader;
import org.jitsuin.card.reader.OwnReader;
import org.jitsuin.card.reader.ReaderFailure;
import org.jitsuin.card.reader.VirtualReader;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jitsuin card insert}, {@code remove} and {@code list}: virtual cards in readers. */
abstract class CardCommand implements LauncherCommand {
  private final CommandContext context;

  CardCommand(CommandContext context) {
    this.context = context;
  }

  final CommandContext context() {
    return context;
  }

  final Terminal terminal() {
    return context.terminal();
  }

  final CardShelf shelf() {
    return new CardShelf(context.installation().cards());
  }

  /** Carries it out. */
  abstract ExitCode runWith(CardShelf shelf);

  @Override
  public final ExitCode run() {
    try {
      return runWith(shelf());
    } catch (ReaderFailure e) {
      throw new SetupFailure(e.getMessage(), e);
    }
  }

  /** Says how other programs find a card that is in a reader of our own. */
  private static void tellSocket(Terminal terminal, Path socket) {
    terminal.paragraph("Programs find it with this in their environment:");
    terminal.line("      export PCSCLITE_CSOCK_NAME=" + socket);
  }

  @Command(name = "insert", description = "put virtual cards into virtual readers")
  static final class Insert extends CardCommand {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "the cards")
    private List<String> names = List.of();

    @Option(
        names = "--machine",
        description = "into the readers of the machine's own pcscd, which others reach too")
    private boolean machine;

    Insert(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardShelf shelf) {
      VirtualReader reader = machine ? machines() : own(shelf);
      for (String name : names) {
        CardShelf.Inserted where = shelf.insert(name, reader);
        terminal().good(name, "in the reader " + where.reader());
      }
      reader.socket().ifPresent(socket -> tellSocket(terminal(), socket));
      return ExitCode.OK;
    }

    private static OwnReader own(CardShelf shelf) {
      OwnReader reader = shelf.ownReader();
      reader.start();
      return reader;
    }

    private MachineReader machines() {
      if (context().installation().settings().production()) {
        throw new SetupFailure(
            "the virtual readers of the machine's pcscd listen on every address of the machine;"
                + " in production no card is put into them");
      }
      MachineReader reader = new MachineReader();
      reader.require();
      terminal()
          .paragraph(
              "The virtual readers of the machine's pcscd listen on every address of the machine:"
                  + " whoever reaches their ports takes the place of a card.");
      return reader;
    }
  }

  @Command(name = "remove", description = "take virtual cards out of their readers")
  static final class Remove extends CardCommand {
    @Parameters(arity = "1..*", paramLabel = "NAME", description = "the cards")
    private List<String> names = List.of();

    Remove(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardShelf shelf) {
      names.forEach(name -> {
        shelf.remove(name);
        terminal().good(name, "taken out");
      });
      return ExitCode.OK;
    }
  }

  @Command(name = "list", description = "the virtual cards, and where they are")
  static final class ListAll extends CardCommand {
    ListAll(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode runWith(CardShelf shelf) {
      if (shelf.names().isEmpty()) {
        terminal().paragraph("There is no card; make one with: ./jitsuin card new NAME");
      }
      shelf
          .names()
          .forEach(name ->
              terminal()
                  .fact(
                      name,
                      shelf.inserted(name).map(CardShelf.Inserted::reader).orElse("in no reader")));
      OwnReader reader = shelf.ownReader();
      if (reader.process().isPresent()) {
        reader.socket().ifPresent(socket -> tellSocket(terminal(), socket));
      }
      return ExitCode.OK;
    }
  }
}
