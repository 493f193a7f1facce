package org.jitsuin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The script and the documents say of the commands what the commands know. With the system property
 * {@code jitsuin.docs=write} the script's text is written anew instead.
 */
class UsageTest {
  private static final Path SCRIPT = Path.of("..", "jitsuin");
  private static final Path DOCUMENTS = Path.of("..", "docs");
  private static final Pattern USAGE =
      Pattern.compile("(?<=<<'USAGE'\n).*?(?=^USAGE$)", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern CALL = Pattern.compile("\\./jitsuin ([^`#\n]*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  /** Programs of their own, whose tests look at their options. */
  private static final Set<String> PASSED_ON = Set.of("bench", "audit");

  private final CommandLine commands =
      CommandsTest.commands(
          Path.of("target", "nothing"),
          new Terminal(new PrintStream(OutputStream.nullOutputStream()), false, false));

  @Test
  void script_usage_isWhatTheCommandsSay() throws IOException {
    String script = Files.readString(SCRIPT);
    Matcher usage = USAGE.matcher(script);
    assertThat(usage.find()).isTrue();
    String updated = usage.replaceFirst(Matcher.quoteReplacement(UsageText.of(commands)));
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      Files.writeString(SCRIPT, updated);
      return;
    }
    assertThat(script)
        .as("the script jitsuin; write it anew with -Djitsuin.docs=write")
        .isEqualTo(updated);
  }

  @Test
  void script_commands_areThese() throws IOException {
    Matcher list =
        Pattern.compile("^commands='([a-z -]+)'$", Pattern.MULTILINE)
            .matcher(Files.readString(SCRIPT));

    assertThat(list.find()).isTrue();
    assertThat(list.group(1).split(" ", -1))
        .containsExactlyInAnyOrderElementsOf(commands.getSubcommands().keySet());
  }

  @Test
  void documents_calls_areUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Path> documents = new ArrayList<>(List.of(Path.of("..", "README.md")));
    try (Stream<Path> files = Files.list(DOCUMENTS)) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    for (Path document : documents) {
      CALL.matcher(Files.readString(document))
          .results()
          .map(call -> call.group(1).strip())
          .filter(call -> !isUnderstood(call))
          .forEach(call -> wrong.add(document.getFileName() + ": ./jitsuin " + call));
    }

    assertThat(wrong).isEmpty();
  }

  private boolean isUnderstood(String call) {
    CommandLine command = commands;
    boolean named = false;
    for (String word : call.split("[ |,]+", -1)) {
      CommandLine sub = command.getSubcommands().get(word);
      if (sub == null) {
        break;
      }
      command = sub;
      named = true;
    }
    if (!named) {
      return false;
    }
    return PASSED_ON.contains(command.getCommandName())
        || UsageText.options(command)
            .containsAll(OPTION.matcher(call).results().map(MatchResult::group).toList());
  }

  @Test
  void operation_everyCommandWithItsOptions_isDescribed() throws IOException {
    String operation = Files.readString(DOCUMENTS.resolve("operation.md"));
    String table = operation.substring(0, operation.indexOf("## What is where"));

    for (String name : UsageText.names(commands)) {
      assertThat(table).contains(name);
    }
    for (Map.Entry<String, CommandLine> command : commands.getSubcommands().entrySet()) {
      List<String> rows =
          table
              .lines()
              .filter(line -> line.startsWith("| `./jitsuin " + command.getKey()))
              .toList();
      assertThat(rows).as(command.getKey()).isNotEmpty();
      options(command.getValue())
          .forEach(option ->
              assertThat(rows)
                  .as(command.getKey() + " " + option)
                  .anyMatch(row -> row.contains(option)));
    }
  }

  private static Stream<String> options(CommandLine command) {
    return Stream.concat(
        UsageText.options(command).stream()
            .filter(option -> option.startsWith("--") && !option.equals("--help")),
        command.getSubcommands().values().stream().flatMap(UsageTest::options));
  }
}
