package org.jitsuin.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every log message of every module stands in {@code docs/messages.md}, and no other. */
class MessagesDocumentTest {
  private static final String DOCUMENT = "docs/messages.md";

  /** A message as its interface declares it: level, number, text in one or more pieces. */
  private static final Pattern DECLARED =
      Pattern.compile(
          "@LogMessage\\(level = Logger\\.Level\\.(\\w+)\\)\\s*"
              + "@Message\\(\\s*id = (\\d+),\\s*value =\\s*((?:\"[^\"]*\"|[\\s+])+)\\)");

  private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"");

  /** A row of the document: number, level, text, what to do. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `JITSUIN(\\d{6})` \\| (\\w+) \\| (.*?) \\| (.*) \\|$", Pattern.MULTILINE);

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
  void messages_ofAllModules_areThoseOfTheDocument() {
    assertThat(rows().stream().map(Message::documented))
        .as("%s: a row for each message", DOCUMENT)
        .containsExactlyInAnyOrderElementsOf(declared());
  }

  @Test
  void messages_ofAllModules_haveNumbersOfTheirOwn() {
    assertThat(declared().stream().map(Message::number)).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void messages_thatWarn_sayWhatToDo() {
    assertThat(rows().stream().filter(row -> !row.group(2).equals("INFO")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.group(4)).as(row.group(1)).isNotBlank());
  }

  private static List<MatchResult> rows() {
    return ROW.matcher(Checkout.text(DOCUMENT)).results().toList();
  }

  private static List<Message> declared() {
    return Checkout.sources("src/main").stream()
        .flatMap(source -> DECLARED.matcher(Checkout.text(source)).results())
        .map(Message::declared)
        .toList();
  }
}
