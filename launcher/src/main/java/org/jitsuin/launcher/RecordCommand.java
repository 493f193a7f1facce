package org.jitsuin.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.installation.ceremony.RecordCheck;
import org.jitsuin.installation.ceremony.RecordSignature;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;

/** {@code jitsuin ceremony sign} and {@code verify}: the records of ceremonies. */
final class RecordCommand {
  private static final Set<String> SIGN = Set.of("--record", "--key", "--password-file");
  private static final Set<String> VERIFY = Set.of("--record");

  private final Installation installation;
  private final Terminal terminal;

  RecordCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  ExitCode run(List<String> options) {
    boolean signing = options.getFirst().equals("sign");
    Map<String, Path> files = new HashMap<>();
    List<String> rest = options.subList(1, options.size());
    for (int i = 0; i + 1 < rest.size(); i += 2) {
      files.put(rest.get(i), Path.of(rest.get(i + 1)));
    }
    boolean understood =
        rest.size() == 2 * files.size()
            && (signing ? SIGN : VERIFY).containsAll(files.keySet())
            && files.containsKey("--record")
            && (!signing || files.containsKey("--key"));
    if (!understood) {
      terminal.bad(
          signing
              ? "ceremony sign --record FILE --key FILE.p12 [--password-file FILE]"
              : "ceremony verify --record FILE");
      return ExitCode.USAGE;
    }
    Path record = files.get("--record");
    if (!Files.isRegularFile(record)) {
      throw new SetupFailure("there is no record in " + record);
    }
    return signing
        ? sign(record, files.get("--key"), Optional.ofNullable(files.get("--password-file")))
        : verify(record);
  }

  private ExitCode sign(Path record, Path key, Optional<Path> passwordFile) {
    char[] password = new Passwords(terminal).of(key, passwordFile);
    try {
      Path signature = RecordSignature.sign(record, RecordSignature.Credential.read(key, password));
      terminal.good("signed", DisplayPath.of(signature).toString());
      return ExitCode.OK;
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private ExitCode verify(Path record) {
    DatabaseService database = new DatabaseService(installation);
    if (database.describe().isEmpty()) {
      throw new SetupFailure("the database does not run; start it with: ./jitsuin up");
    }
    RecordCheck.Result result = new RecordCheck(database.jdbi()).run(record);
    result.facts().forEach(fact -> terminal.good("", fact));
    result.findings().forEach(terminal::bad);
    return result.findings().isEmpty() ? ExitCode.OK : ExitCode.WRONG;
  }
}
