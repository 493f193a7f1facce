package org.jitsuin.launcher.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terminal where people read: lines in UTF-8, and one passing line at the bottom that the next
 * line replaces where somebody watches.
 */
public final class Terminal {
  private static final int WIDTH = 96;
  private static final int LABEL = 12;
  private static final String ERASE_LINE = "\r\033[K";

  private final PrintStream out;
  private final boolean watched;
  private final boolean coloured;
  private boolean passing;

  /**
   * @param watched whether a person sees it come, rather than a file or a pipe
   * @param coloured whether colours are wanted; none are used where nobody watches
   */
  public Terminal(PrintStream out, boolean watched, boolean coloured) {
    this.out = out;
    this.watched = watched;
    this.coloured = watched && coloured;
  }

  /**
   * The standard output of this process.
   *
   * @param coloured as in the constructor
   */
  public static Terminal standard(boolean coloured) {
    boolean watched = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return new Terminal(out, watched, coloured);
  }

  public boolean watched() {
    return watched;
  }

  public void line(String text) {
    clear();
    out.println(text);
  }

  public void blank() {
    line("");
  }

  /** Prints a label and what it stands for, as {@code status} shows them. */
  public void fact(String label, String value) {
    line("  " + padded(label) + value);
  }

  /** Prints that something was done, or is as it should be. */
  public void good(String label, String value) {
    line("  " + colour("32", "✓") + " " + padded(label) + value);
  }

  /** Prints that something failed: the sentence, wrapped. */
  public void bad(String sentence) {
    String mark = colour("31", "✗");
    for (String line : wrapped(sentence, WIDTH)) {
      line("  " + mark + " " + line);
      mark = " ";
    }
  }

  /** Prints a paragraph, wrapped. */
  public void paragraph(String text) {
    wrapped(text, WIDTH).forEach(line -> line("  " + line));
  }

  /** Prints something of less weight, as given. */
  public void faint(String text) {
    line(colour("2", text));
  }

  /** Prints a heading, as given. */
  public void strong(String text) {
    line(colour("1", text));
  }

  /** Prints a command as people could type it. */
  public void command(CommandLine command) {
    String prompt = "$ ";
    for (String line : command.typed()) {
      line("      " + prompt + line);
      prompt = "  ";
    }
  }

  /** Prints a line that the next one replaces; nothing where nobody watches. */
  public void passing(String text) {
    if (watched) {
      out.print(ERASE_LINE + text.substring(0, Math.min(text.length(), WIDTH)));
      out.flush();
      passing = true;
    }
  }

  private void clear() {
    if (passing) {
      out.print(ERASE_LINE);
      passing = false;
    }
  }

  /** A label brought to the width of the first column. */
  static String padded(String label) {
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }

  private String colour(String code, String text) {
    return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  /** Breaks at spaces; a word longer than a line stays whole, since it may be a path to copy. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String given : text.lines().toList()) {
      StringBuilder line = new StringBuilder();
      for (String word : given.split(" ", -1)) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        } else if (!line.isEmpty()) {
          line.append(' ');
        }
        line.append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
