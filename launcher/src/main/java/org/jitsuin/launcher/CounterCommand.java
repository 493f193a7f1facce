package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jitsuin.card.agent.AgentSettings;
import org.jitsuin.card.agent.AgentToken;
import org.jitsuin.card.agent.CounterAgent;
import org.jitsuin.card.agent.PinFile;
import org.jitsuin.card.counter.CardDesk;
import org.jitsuin.card.counter.PcscReaders;
import org.jitsuin.card.personalisation.MasterKey;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code jitsuin counter}: the counter agent, which does the card's part for the console at a
 * clerk's place, and stays in front until it is ended.
 */
@Command(name = "counter", description = "the program beside the console that writes cards")
final class CounterCommand implements LauncherCommand {
  private final CommandContext context;
  private final SecureRandom random = new SecureRandom();

  @Option(names = "--port", paramLabel = "N", description = "on loopback; otherwise 8450")
  private int port = AgentSettings.USUAL_PORT;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "whose pages may use it; otherwise this installation's console")
  private List<String> origins = List.of();

  @Option(
      names = "--office-key",
      paramLabel = "FILE",
      description = "the secret that opens this office's cards; otherwise that of virtual cards")
  private Optional<Path> officeKey = Optional.empty();

  @Option(names = "--new-token", description = "another token in the place of the one before")
  private boolean newToken;

  @Option(
      names = "--token-to",
      paramLabel = "FILE",
      description = "write a new token into a new file, and do not show it")
  private Optional<Path> tokenTo = Optional.empty();

  @Option(
      names = "--pin-from",
      paramLabel = "FILE",
      description = "PINs of test cards, in the place of holders who enter them")
  private Optional<Path> pinFrom = Optional.empty();

  CounterCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public ExitCode run() {
    if (pinFrom.isPresent() && context.installation().settings().production()) {
      throw new SetupFailure("PINs come from holders in production; --pin-from is for test cards");
    }
    try (CounterAgent agent = started()) {
      context.terminal().good("counter", "cards are written at " + agent.address());
      CountDownLatch end = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "end-of-counter"));
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new SetupFailure(
          "the counter agent cannot be started at port %s: %s".formatted(port, e.getMessage()), e);
    }
    return ExitCode.OK;
  }

  private CounterAgent started() throws IOException {
    Path directory = context.installation().home().resolve("counter");
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    AgentToken token = token(directory.resolve("token"));
    Path secret =
        officeKey.orElseGet(() -> new CardShelf(context.installation().cards()).officeKey());
    Files.createDirectories(secret.toAbsolutePath().getParent());
    CardDesk desk = new CardDesk(new PcscReaders(), MasterKey.inFile(secret, random), random);
    return CounterAgent.start(
        new AgentSettings(port, consoles(), directory, AgentSettings.USUAL_PATIENCE),
        token,
        desk,
        pinFrom.map(PinFile::new),
        context.clock(),
        random,
        LauncherLog.LOG::counterTrouble);
  }

  private Set<String> consoles() {
    return origins.isEmpty()
        ? Set.of(context.installation().settings().httpsAddress())
        : new LinkedHashSet<>(origins);
  }

  /** The token of before, or one that is shown now and never again. */
  private AgentToken token(Path file) throws IOException {
    Optional<AgentToken> before =
        newToken || tokenTo.isPresent() ? Optional.empty() : AgentToken.kept(file);
    if (before.isPresent()) {
      return before.orElseThrow();
    }
    AgentToken.Made made = AgentToken.make(file, random);
    if (tokenTo.isPresent()) {
      write(tokenTo.orElseThrow(), made.text());
    } else {
      tell(context.terminal(), made.text());
    }
    return made.token();
  }

  private static void write(Path file, String token) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, token + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
  }

  private static void tell(Terminal terminal, String token) {
    terminal.fact("token", token);
    terminal.paragraph(
        "The console asks for it once. It is not shown again; another one makes --new-token.");
  }
}
