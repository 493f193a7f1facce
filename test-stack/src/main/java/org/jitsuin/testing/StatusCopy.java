package org.jitsuin.testing;

import java.nio.file.Path;
import java.util.List;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SystemCommand;

/** Copies what a test stack has in the schema {@code status} to another database. */
final class StatusCopy {
  private static final String PACKAGE = "mariadb-client";

  private StatusCopy() {}

  /**
   * Copies it.
   *
   * @param port of a {@link ChainServer}
   * @param file where the copy is meanwhile
   */
  static void bring(TestStack stack, int port, Path file) {
    String from = stack.database().url().replaceFirst(".*:(\\d+)/$", "$1");
    String _ =
        SystemCommand.run(
            List.of(
                SystemCommand.find("mariadb-dump", PACKAGE).toString(),
                login(file, PrivateDatabase.ADMIN, stack.adminPassword()),
                "--host=127.0.0.1",
                "--port=" + from,
                "--single-transaction",
                "--result-file=" + file,
                "--databases",
                "status"),
            List.of());
    String _ =
        SystemCommand.run(
            List.of(
                SystemCommand.find("mariadb", PACKAGE).toString(),
                login(file, ChainServer.ADMIN, ChainServer.PASSWORD),
                "--host=127.0.0.1",
                "--port=" + port,
                "--execute=source " + file),
            List.of());
  }

  /** Not on the command line, which everybody on the machine may read. */
  private static String login(Path file, String user, String password) {
    Path login = file.resolveSibling(file.getFileName() + ".cnf");
    Secrets.write(login, "[client]\nuser=%s\npassword=\"%s\"\n".formatted(user, password));
    return "--defaults-file=" + login;
  }
}
