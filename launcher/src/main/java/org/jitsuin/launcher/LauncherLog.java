package org.jitsuin.launcher;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** The log messages in {@code logs/launcher.log}; operators search by number. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 4000, max = 4099)
interface LauncherLog {
  LauncherLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), LauncherLog.class, "org.jitsuin.launcher");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 4001, value = "Command %s started")
  void begun(String command);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 4002, value = "Command %s ended with exit code %d")
  void ended(String command, int code);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 4003, value = "Command %s cannot continue: %s")
  void refused(String command, String reason, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 4004, value = "Command %s failed unexpectedly")
  void unforeseen(String command, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 4010, value = "The counter agent failed unexpectedly at something")
  void counterTrouble(@Cause Throwable cause);
}
