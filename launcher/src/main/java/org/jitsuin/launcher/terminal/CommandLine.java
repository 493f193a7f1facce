package org.jitsuin.launcher.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command of the operating system: the words that run, and the text that a shell reads as the
 * same words.
 */
public record CommandLine(List<String> words) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final int WIDTH = 88;
  private static final String CONTINUED = "    ";

  public CommandLine {
    words = List.copyOf(words);
  }

  /**
   * A command from its parts.
   *
   * @param parts a {@link Path} becomes relative to the working directory where that is shorter, a
   *     {@link List} stands for its elements, anything else is a word
   */
  public static CommandLine of(Object... parts) {
    List<String> words = new ArrayList<>();
    for (Object part : parts) {
      switch (part) {
        case Path path -> words.add(DisplayPath.of(path).toString());
        case List<?> several -> several.forEach(one -> words.add(one.toString()));
        default -> words.add(part.toString());
      }
    }
    return new CommandLine(words);
  }

  /**
   * Returns the command as it is typed into a shell, broken into lines of about {@value #WIDTH}
   * characters; an option and its value stay together.
   */
  public List<String> typed() {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String group : groups()) {
      if (!line.isEmpty() && line.length() + 1 + group.length() > WIDTH) {
        lines.add(line + " \\");
        line.setLength(0);
        line.append(CONTINUED);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(group);
    }
    lines.add(line.toString());
    return lines;
  }

  private List<String> groups() {
    List<String> groups = new ArrayList<>();
    boolean afterOption = false;
    for (String word : words) {
      boolean option = word.startsWith("-");
      if (afterOption && !option) {
        groups.add(groups.removeLast() + " " + quoted(word));
      } else {
        groups.add(quoted(word));
      }
      afterOption = option;
    }
    return groups;
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
