package org.jitsuin.launcher.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.installation.custody.CustodySeal;
import org.jitsuin.installation.custody.CustodySeal.Opening;
import org.jitsuin.installation.custody.SecretShare;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.LauncherSettings;

/**
 * The shares that custodians bring: files that are named, files in the directory {@code
 * jitsuin.custody.shares}, or typed.
 */
public final class Shares {
  /** The suffix of a share's file in a directory of shares. */
  static final String SUFFIX = ".share";

  private static final long LONGEST_FILE = 4_096;

  private final List<Path> files;
  private final SharePrompt prompt;

  public Shares(List<Path> files, SharePrompt prompt) {
    this.files = List.copyOf(files);
    this.prompt = prompt;
  }

  /**
   * Puts them together; no token is tried.
   *
   * @throws org.jitsuin.installation.setup.SetupFailure with a number, if they do not give the
   *     secret
   */
  Opening.Open open(Installation installation, CustodySeal seal) {
    List<Path> all = new ArrayList<>(files);
    if (all.isEmpty()) {
      installation
          .texts()
          .find(LauncherSettings.CUSTODY_SHARES)
          .ifPresent(directory -> all.addAll(in(directory)));
    }
    List<SecretShare> shares =
        all.isEmpty() ? typed(seal) : all.stream().map(Shares::read).toList();
    return switch (seal.open(shares)) {
      case Opening.Open open -> open;
      case Opening.TooFew(int there, int needed) ->
          throw CustodyMessages.MESSAGES.tooFew(there, needed);
      case Opening.Foreign(int number, String set) ->
          throw CustodyMessages.MESSAGES.foreign(number, set, seal.set());
      case Opening.Contradicting(int number) ->
          throw CustodyMessages.MESSAGES.contradicting(number);
      case Opening.Wrong(List<Integer> numbers) ->
          throw CustodyMessages.MESSAGES.wrong(
              numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    };
  }

  private List<SecretShare> typed(CustodySeal seal) {
    if (!prompt.isThere()) {
      throw CustodyMessages.MESSAGES.sharesNeeded(seal.needed());
    }
    List<SecretShare> typed = new ArrayList<>();
    while (typed.size() < seal.needed()) {
      typed.add(prompt.ask(typed.size() + 1, seal.needed()));
    }
    return typed;
  }

  private static List<Path> in(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .limit(SecretShare.MOST_PEOPLE)
          .toList();
    } catch (IOException e) {
      throw CustodyMessages.MESSAGES.unreadable(directory.toString(), e.getMessage());
    }
  }

  private static SecretShare read(Path file) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw CustodyMessages.MESSAGES.damaged(file.toString());
      }
      return SecretShare.parse(Files.readString(file))
          .orElseThrow(() -> CustodyMessages.MESSAGES.damaged(file.toString()));
    } catch (IOException e) {
      throw CustodyMessages.MESSAGES.unreadable(file.toString(), e.toString());
    }
  }
}
