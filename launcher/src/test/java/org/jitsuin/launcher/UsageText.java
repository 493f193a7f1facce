package org.jitsuin.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The text that the script shows where there is no Java yet, made from the commands themselves. */
final class UsageText {
  private static final int WIDTH = 98;
  private static final String COLUMN = " ".repeat(26);

  private final StringBuilder text = new StringBuilder("Usage: ./jitsuin COMMAND\n\n");

  private UsageText() {}

  static String of(CommandLine commands) {
    UsageText usage = new UsageText();
    commands.getSubcommands().values().forEach(usage::add);
    for (String line : commands.getCommandSpec().usageMessage().footer()) {
      usage.text.append(line).append('\n');
    }
    return usage.text.toString();
  }

  private void add(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (command.getCommand() instanceof LauncherCommand) {
      String[] written = spec.usageMessage().customSynopsis();
      if (written.length > 0) {
        for (int i = 0; i < written.length; i++) {
          add(written[i].replaceFirst("^\\./jitsuin ", ""), spec.usageMessage().description()[i]);
        }
      } else {
        add(synopsis(spec), String.join(" ", spec.usageMessage().description()));
      }
    }
    command.getSubcommands().values().forEach(this::add);
  }

  private void add(String synopsis, String description) {
    List<String> lines = wrapped(synopsis);
    if (lines.size() == 1 && lines.getFirst().length() < COLUMN.length() - 1) {
      String only = lines.getFirst();
      text.append(only).append(COLUMN.substring(only.length())).append(description).append('\n');
      return;
    }
    lines.forEach(line -> text.append(line).append('\n'));
    text.append(COLUMN).append(description).append('\n');
  }

  /** The parts in brackets stay whole. */
  private static List<String> wrapped(String synopsis) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(" ");
    for (String part : synopsis.split(" (?![^\\[]*\\])", -1)) {
      if (line.length() + part.length() >= WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder("     ");
      }
      line.append(' ').append(part);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String synopsis(CommandSpec spec) {
    String name = spec.qualifiedName().replaceFirst("^\\S+ ", "");
    Stream<String> options =
        spec.options().stream().filter(option -> !option.usageHelp()).map(UsageText::option);
    Stream<String> words =
        spec.positionalParameters().stream().map(word -> given(word.paramLabel(), word));
    return Stream.of(Stream.of(name), words, options)
        .flatMap(parts -> parts)
        .collect(Collectors.joining(" "));
  }

  private static String option(OptionSpec option) {
    String name = option.longestName();
    return given(option.arity().max() == 0 ? name : name + " " + option.paramLabel(), option);
  }

  private static String given(String argument, ArgSpec spec) {
    return (spec.required() ? argument : "[" + argument + "]") + (spec.isMultiValue() ? "..." : "");
  }

  /** The names of all commands that can be called, such as {@code token backup}. */
  static List<String> names(CommandLine commands) {
    return commands.getSubcommands().values().stream().flatMap(UsageText::callable).toList();
  }

  private static Stream<String> callable(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName().replaceFirst("^\\S+ ", "");
    return Stream.concat(
        command.getCommand() instanceof LauncherCommand ? Stream.of(name) : Stream.empty(),
        command.getSubcommands().values().stream().flatMap(UsageText::callable));
  }

  /** The options of a command, with their dashes. */
  static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }
}
