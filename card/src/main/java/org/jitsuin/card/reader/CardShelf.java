package org.jitsuin.card.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The virtual cards in a directory: a file each, and beside it where it is inserted while it is. A
 * card in a reader is a process of its own, which may be killed at any time as a card may be
 * pulled.
 */
public final class CardShelf {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,47}");
  private static final String CARD = ".card";
  private static final String INSERTED = ".inserted";

  private final Path directory;

  public CardShelf(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /**
   * A card in a reader.
   *
   * @param reader the name of the reader
   */
  public record Inserted(String card, String reader, ProcessHandle process) {}

  /**
   * Returns the file of a card, which need not exist.
   *
   * @throws ReaderFailure if no card can have that name
   */
  public Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ReaderFailure(
          "no card can be named %s: a name has up to 48 letters, digits, - and _".formatted(name));
    }
    return directory.resolve(name + CARD);
  }

  /** Returns the file with the key under which the states of these cards are encrypted. */
  public Path key() {
    return directory.resolve("key");
  }

  /** Returns the file with the secret from which an office has the keys that open these cards. */
  public Path officeKey() {
    return directory.resolve("office-key");
  }

  /** Returns the daemon of our own. */
  public OwnReader ownReader() {
    return new OwnReader(directory.resolve("reader"));
  }

  /** Returns the names of all cards, in order. */
  public List<String> names() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(CARD))
          .map(name -> name.substring(0, name.length() - CARD.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where a card is inserted. */
  public Optional<Inserted> inserted(String name) {
    return InsertionMark.read(mark(name), file(name))
        .map(mark -> new Inserted(name, mark.reader(), mark.process()));
  }

  private Path mark(String name) {
    return directory.resolve(name + INSERTED);
  }

  /**
   * Puts a card into the first free reader, and waits until the reader has seen it.
   *
   * @throws ReaderFailure if there is no such card, no free reader, or the card does not start
   */
  public Inserted insert(String name, VirtualReader reader) {
    Path card = file(name);
    if (!Files.exists(card)) {
      throw new ReaderFailure(
          "there is no card %s; make it with: ./jitsuin card new".formatted(name));
    }
    inserted(name)
        .ifPresent(where -> {
          throw new ReaderFailure(
              "the card %s is in the reader %s already".formatted(name, where.reader()));
        });
    int index = freeReader(reader);
    List<String> command = new ArrayList<>(reader.prefix());
    command.addAll(
        CardProcess.command(card, key(), mark(name), reader.port(index), reader.name(index)));
    CardStart.run(command, mark(name), directory.resolve(name + ".log"));
    return inserted(name)
        .orElseThrow(() -> new ReaderFailure("the card %s went away again".formatted(name)));
  }

  private int freeReader(VirtualReader reader) {
    List<String> taken =
        names().stream().flatMap(name -> inserted(name).stream()).map(Inserted::reader).toList();
    return IntStream.range(0, reader.size())
        .filter(index -> !taken.contains(reader.name(index)) && !reader.isTaken(index))
        .findFirst()
        .orElseThrow(() ->
            new ReaderFailure(
                "all %s readers have cards; take one out with: ./jitsuin card remove"
                    .formatted(reader.size())));
  }

  /** Takes a card out of its reader; the daemon of our own ends with its last card. */
  public void remove(String name) {
    inserted(name)
        .ifPresentOrElse(
            where -> CardStart.end(where.process()),
            () -> {
              throw new ReaderFailure("the card %s is in no reader".formatted(name));
            });
    try {
      Files.deleteIfExists(mark(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (names().stream().allMatch(other -> inserted(other).isEmpty())) {
      ownReader().stop();
    }
  }

  /** Takes all cards out of their readers, and ends the daemon of our own. */
  public void removeAll() {
    names().stream().filter(name -> inserted(name).isPresent()).forEach(this::remove);
    ownReader().stop();
  }
}
