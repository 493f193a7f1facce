package org.jitsuin.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every log message of every module stands in {@code docs/messages.md}, and no other. */
class MessagesDocumentTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** A message as its interface declares it: level, number, text in one or more pieces. */
  private static final Pattern DECLARED =
      Pattern.compile(
          "@LogMessage\\(level = Logger\\.Level\\.(\\w+)\\)\\s*"
              + "@Message\\(\\s*id = (\\d+),\\s*value =\\s*((?:\"[^\"]*\"|[\\s+])+)\\)");

  private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"");

  /** A row of the document, without its last column. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `JITSUIN(\\d{6})` \\| (\\w+) \\| (.*?) \\| .*\\|$", Pattern.MULTILINE);

  private record Message(int number, String level, String text) {
    static Message declared(MatchResult found) {
      String text =
          PIECE
              .matcher(found.group(3))
              .results()
              .map(piece -> piece.group(1))
              .collect(Collectors.joining());
      return new Message(
          Integer.parseInt(found.group(2)), found.group(1), text.replaceAll("%[sd]", "…"));
    }

    static Message documented(MatchResult found) {
      return new Message(Integer.parseInt(found.group(1)), found.group(2), found.group(3));
    }
  }

  @Test
  void messages_ofAllModules_areThoseOfTheDocument() throws IOException {
    String document = Files.readString(CHECKOUT.resolve("docs").resolve("messages.md"));
    assertThat(ROW.matcher(document).results().map(Message::documented).toList())
        .as("docs/messages.md: a row for each message")
        .containsExactlyInAnyOrderElementsOf(declared());
  }

  @Test
  void messages_ofAllModules_haveNumbersOfTheirOwn() throws IOException {
    assertThat(declared().stream().map(Message::number)).doesNotHaveDuplicates();
  }

  @Test
  void messages_thatWarn_sayWhatToDo() throws IOException {
    String document = Files.readString(CHECKOUT.resolve("docs").resolve("messages.md"));
    assertThat(
            document.lines().filter(line -> line.matches("\\| `JITSUIN.*\\| (WARN|ERROR) \\|.*")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).doesNotEndWith("|  |"));
  }

  private static List<Message> declared() throws IOException {
    try (Stream<Path> modules = Files.list(CHECKOUT)) {
      return modules
          .map(module -> module.resolve("src").resolve("main").resolve("java"))
          .filter(Files::isDirectory)
          .flatMap(MessagesDocumentTest::sources)
          .flatMap(source -> DECLARED.matcher(text(source)).results().map(Message::declared))
          .toList();
    }
  }

  private static Stream<Path> sources(Path directory) {
    try {
      return Files.walk(directory).filter(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path source) {
    try {
      return Files.readString(source, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(String.format(Locale.ROOT, "cannot read %s", source), e);
    }
  }
}
