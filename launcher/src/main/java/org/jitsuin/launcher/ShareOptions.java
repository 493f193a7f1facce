package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import picocli.CommandLine.Option;

/** The option {@code --share} of each command that opens the tokens. */
final class ShareOptions {
  @Option(
      names = "--share",
      paramLabel = "FILE",
      description = "a custodian's share, where custodians hold the tokens")
  private List<Path> shares = new ArrayList<>();

  /** Returns whether any was named. */
  boolean areGiven() {
    return !shares.isEmpty();
  }

  /** What opens the tokens: the files that were named, or shares typed at the terminal. */
  Custody custody(CommandContext context) {
    return new Custody(
        context.installation(), new Shares(shares, new SharePrompt(context.terminal())));
  }
}
