package org.jitsuin.audit.auditor;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Checks a log from outside. */
final class VerifyCommand {
  static final String USAGE =
      """
        verify --log DIRECTORY|ADDRESS --key KEY|FILE
               [--entries DIRECTORY]     where the entry bundles are, if elsewhere
               [--witness KEY|FILE]...   who must have cosigned
               [--seen FILE]             the checkpoint seen last; replaced if all is right
               [--hashes-only yes]       not the entries, which need not be public
      """;

  private static final Set<String> OPTIONS =
      Set.of("--log", "--key", "--entries", "--witness", "--seen", "--hashes-only");

  private VerifyCommand() {}

  static Report run(List<String> arguments) {
    Options options = new Options(arguments, OPTIONS);
    options.words(0);
    LogVerification verification =
        new LogVerification(
            Keys.read(options.required("--key")),
            options.all("--witness").stream().map(Keys::read).toList(),
            LogAddress.open(options.required("--log"), options.one("--entries")),
            options.one("--seen").map(Path::of),
            options.one("--hashes-only").isEmpty());
    Report report = new Report();
    verification.run(report);
    if (report.isClean()) {
      verification.remember();
    }
    return report;
  }
}
