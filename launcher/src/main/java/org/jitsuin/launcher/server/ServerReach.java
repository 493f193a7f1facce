package org.jitsuin.launcher.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.installation.setup.SystemCommand;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.LauncherSettings;
import org.jitsuin.launcher.installation.ServerAccount;
import org.jitsuin.launcher.installation.TokenPlace;

/** What the server's account reaches, found by trying as that account. */
public final class ServerReach {
  private static final String TRY =
      "for one; do test \"${one%%:*}\" \"${one#*:}\" && echo yes || echo no; done";

  private final Installation installation;
  private final ServerAccount account;

  public ServerReach(Installation installation, ServerAccount account) {
    this.installation = installation;
    this.account = account;
  }

  /** A kind of access, as the program {@code test} knows it, and the word for it. */
  private enum Access {
    READ("-r", "read"),
    WRITE("-w", "write"),
    RUN("-x", "run");

    private final String option;
    private final String word;

    Access(String option, String word) {
      this.option = option;
      this.word = word;
    }
  }

  private record Attempt(Access access, Path path) {
    String argument() {
      return access.option + ":" + path;
    }
  }

  /**
   * Tries.
   *
   * @return a sentence for each file that the server reaches and must not, or does not and must;
   *     none if all is right
   */
  public List<String> problems() {
    Map<Attempt, Boolean> wanted = new LinkedHashMap<>();
    withheld().forEach(path -> wanted.put(new Attempt(Access.READ, path), false));
    withheld().forEach(path -> wanted.put(new Attempt(Access.WRITE, path), false));
    needed().forEach(attempt -> wanted.put(attempt, true));
    List<Attempt> attempts =
        wanted.keySet().stream().filter(one -> Files.exists(one.path())).toList();
    List<Boolean> found = tried(attempts);
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      if (!found.get(i).equals(wanted.get(attempt))) {
        problems.add(
            "%s %s %s %s"
                .formatted(
                    account.name(),
                    found.get(i) ? "can" : "cannot",
                    attempt.access().word,
                    attempt.path()));
      }
    }
    return problems;
  }

  private List<Boolean> tried(List<Attempt> attempts) {
    List<String> command = new ArrayList<>(account.prefix());
    command.addAll(List.of(SystemCommand.find("sh", "dash").toString(), "-c", TRY, "sh"));
    attempts.forEach(attempt -> command.add(attempt.argument()));
    return SystemCommand.run(command, List.of()).lines().map("yes"::equals).toList();
  }

  /** What the launcher and people keep for themselves. */
  private List<Path> withheld() {
    Stream<Path> administrators =
        switch (installation.settings().database()) {
          case DatabasePlace.Private _ ->
              Stream.of(installation.secretFiles().resolve("db-admin"), installation.database());
          case DatabasePlace.Given given -> Stream.of(given.adminPasswordFile());
          case DatabasePlace.Lent _, DatabasePlace.None _ -> Stream.empty();
        };
    Stream<Path> ceremonies =
        Stream.concat(
            Stream.of("ca-so-pin", "ocsp-so-pin").map(installation.secretFiles()::resolve),
            installation.texts().find(LauncherSettings.CUSTODY_SHARES).stream());
    return Stream.of(administrators, ceremonies, Stream.of(installation.staff()))
        .flatMap(paths -> paths)
        .toList();
  }

  private List<Attempt> needed() {
    List<Attempt> needed = new ArrayList<>();
    ServerFiles.read(installation).forEach(path -> needed.add(new Attempt(Access.READ, path)));
    needed.add(new Attempt(Access.READ, keyStore()));
    List<Path> written = new ArrayList<>(ServerFiles.written(installation));
    installation.texts().find(BaseSettings.CRL_DIRECTORY).ifPresent(written::add);
    installation.texts().find(BaseSettings.AUDIT_DIRECTORY).ifPresent(written::add);
    installation
        .texts()
        .text("jitsuin.register.drop-directory")
        .map(Path::of)
        .ifPresent(written::add);
    if (installation.settings().tokens() instanceof TokenPlace.Private) {
      needed.add(new Attempt(Access.READ, installation.tokens().configuration()));
      written.add(installation.tokens().objects());
    }
    written.forEach(path -> needed.add(new Attempt(Access.WRITE, path)));
    needed.add(new Attempt(Access.RUN, Path.of(System.getProperty("java.home"), "bin", "java")));
    needed.add(new Attempt(Access.RUN, installation.program().resolve("bin/standalone.sh")));
    return needed;
  }

  private Path keyStore() {
    return installation
        .texts()
        .text(BaseSettings.TLS_KEYSTORE.key())
        .map(Path::of)
        .orElse(installation.tlsKeyStore());
  }

  /** Returns what is wrong with the account of a process, as a sentence. */
  public Optional<String> problem(ProcessHandle process) {
    return process
        .info()
        .user()
        .filter(user -> !user.equals(account.name()))
        .map(user -> "the server runs as %s, not as %s".formatted(user, account.name()));
  }
}
