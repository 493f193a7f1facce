package org.jitsuin.launcher.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.launcher.terminal.CommandLine;

/** A browser of the demo: curl, which keeps cookies and goes where it is sent. */
final class Browser {
  private final Shell shell;
  private final Path cookies;

  /**
   * @param cookies where it keeps them
   */
  Browser(Shell shell, Path cookies) {
    this.shell = shell;
    this.cookies = cookies;
  }

  private List<String> curl() {
    return CommandLine.of("curl", "-sS", "-L", "-b", cookies, "-c", cookies).words();
  }

  /** Opens a page. */
  String open(String address) {
    return shell.run(CommandLine.of(curl(), address));
  }

  /** Sends a form, and returns the page behind it. */
  String send(String address, Map<String, String> form) {
    return shell.run(CommandLine.of(curl(), fields(form), address));
  }

  /** Sends a form, and keeps what comes in a file. */
  void send(String address, Map<String, String> form, Path file) {
    String _ = shell.run(CommandLine.of(curl(), "-o", file, fields(form), address));
  }

  private static List<String> fields(Map<String, String> form) {
    List<String> words = new ArrayList<>();
    form.forEach((name, value) -> words.addAll(List.of("--data-urlencode", name + "=" + value)));
    return words;
  }

  /**
   * Returns what stands in a page.
   *
   * @param pattern with one group
   * @throws WrongResult if it does not stand there
   */
  static String found(String pattern, String page) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    if (!matcher.find()) {
      throw new WrongResult("in the page: " + pattern, page);
    }
    return matcher.group(1);
  }
}
