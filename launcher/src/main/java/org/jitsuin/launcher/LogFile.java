package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jitsuin.launcher.installation.Installation;

/**
 * Appends what is logged to {@code logs/launcher.log} of an installation, and drops it while there
 * is none: looking at a directory must not make it.
 */
final class LogFile extends Handler {
  private final Installation installation;

  private LogFile(Installation installation) {
    this.installation = installation;
    setFormatter(new SimpleFormatter());
  }

  /** Sends everything there, and nothing to the terminal. */
  static void use(Installation installation) {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n");
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new LogFile(installation));
  }

  static Path of(Installation installation) {
    return installation.logs().resolve("launcher.log");
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (installation.condition() != Installation.Condition.PRESENT || isOfOthers()) {
      return;
    }
    try {
      Files.createDirectories(installation.logs());
      Files.writeString(
          of(installation),
          getFormatter().format(record),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      reportError("the log cannot be written", e, ErrorManager.WRITE_FAILURE);
    }
  }

  /** The server's account starts the server, too, and writes nothing of the launcher's. */
  private boolean isOfOthers() {
    return Files.exists(installation.logs()) && !Files.isWritable(installation.logs());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
