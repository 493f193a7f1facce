package org.jitsuin.launcher.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.reader.OwnReader;
import org.jitsuin.card.reader.ReaderFailure;
import org.jitsuin.card.state.BlockedAnswer;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.card.CardMaker;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.CommandLine;

/**
 * Virtual cards on the table of the demo: made, put into readers of our own, and taken out at the
 * end.
 */
final class ChipTable implements AutoCloseable {
  private static final String SOCKET = "PCSCLITE_CSOCK_NAME";
  private static final String CONFIGURATION = "OPENSC_CONF";
  private static final Path LIBRARIES = Path.of("/usr/lib");

  /** Programs, and the Debian packages that they are in. */
  private static final Map<String, String> PROGRAMS =
      Map.of("pcscd", "pcscd", "ip", "iproute2", "opensc-tool", "opensc", "pkcs11-tool", "opensc");

  private final DemoRun run;
  private final CardShelf shelf;
  private final List<Chip> chips = new ArrayList<>();

  ChipTable(DemoRun run) {
    this.run = run;
    this.shelf = new CardShelf(run.installation().cards());
  }

  /** Returns what is missing for cards on this machine; empty if nothing is. */
  static Optional<String> obstacle(Installation installation) {
    List<String> missing =
        Stream.concat(
                PROGRAMS.entrySet().stream()
                    .filter(program -> !isOnThePath(program.getKey()))
                    .map(Map.Entry::getValue),
                Stream.of(
                        Files.exists(LIBRARIES.resolve("pcsc/drivers/serial/libifdvpcd.so"))
                            ? Optional.<String>empty()
                            : Optional.of("vsmartcard-vpcd"),
                        module().isPresent()
                            ? Optional.<String>empty()
                            : Optional.of("opensc-pkcs11"))
                    .flatMap(Optional::stream))
            .distinct()
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      return Optional.of(
          "virtual cards need the packages " + String.join(", ", missing) + " of Debian");
    }
    Path socket = new CardShelf(installation.cards()).ownReader().socket().orElseThrow();
    String named = installation.environment().getOrDefault(SOCKET, "");
    return named.isEmpty() || !Path.of(named).toAbsolutePath().normalize().equals(socket)
        ? Optional.of("Java finds the virtual readers only with %s=%s".formatted(SOCKET, socket))
        : Optional.empty();
  }

  private static boolean isOnThePath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator, -1)), Stream.of("/usr/sbin", "/usr/bin"))
        .filter(directory -> !directory.isEmpty())
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Returns OpenSC's module for PKCS #11, in the directory of this machine's kind. */
  static Optional<Path> module() {
    try (Stream<Path> directories = Files.list(LIBRARIES)) {
      return directories
          .map(directory -> directory.resolve("opensc-pkcs11.so"))
          .filter(Files::exists)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes a card as the factory delivers it, and puts it into a reader.
   *
   * @throws SetupFailure if this machine does not allow readers
   */
  Chip blank(Shell shell) {
    String name = "demo-%s-%s".formatted(run.id(), chips.size() + 1);
    shell.show(CommandLine.of("./jitsuin", "card", "new", name, "--blank", "--opensc"));
    CardMaker maker = new CardMaker(shelf, new SecureRandom());
    CardState state =
        maker.blank(CardTraits.usual().withBlocked(BlockedAnswer.AUTHENTICATION_METHOD_BLOCKED));
    maker.keep(name, state);
    shell.show(CommandLine.of("./jitsuin", "card", "insert", name));
    try {
      OwnReader reader = shelf.ownReader();
      reader.start();
      CardShelf.Inserted inserted = shelf.insert(name, reader);
      Chip chip = new Chip(name, state.number(), inserted.reader());
      chips.add(chip);
      return chip;
    } catch (ReaderFailure e) {
      throw new SetupFailure(e.getMessage(), e);
    }
  }

  /** Where the secret lies by which the office opens these cards. */
  Path officeKey() {
    return shelf.officeKey();
  }

  /** Returns the environment in which programs see one card, and no other of ours. */
  Map<String, String> environment(Chip chip) {
    OwnReader reader = shelf.ownReader();
    String others =
        IntStream.range(0, reader.size())
            .mapToObj(reader::name)
            .filter(name -> !name.equals(chip.reader()))
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(", "));
    String file = chip.name() + ".conf";
    run.write(
        file, "app default { card_drivers = jpki; ignored_readers = %s; }\n".formatted(others));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(SOCKET, reader.socket().orElseThrow().toString());
    environment.put(CONFIGURATION, run.file(file).toAbsolutePath().toString());
    return environment;
  }

  /** Takes all cards out; they can be put in again. */
  @Override
  public void close() {
    for (Chip chip : chips) {
      shelf.inserted(chip.name()).ifPresent(_ -> shelf.remove(chip.name()));
    }
  }
}
