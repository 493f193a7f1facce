package org.jitsuin.repository;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** The log messages of the repository server; operators search by number. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 3050, max = 3069)
public interface RepositoryLog {
  RepositoryLog LOG =
      Logger.getMessageLogger(
          MethodHandles.lookup(), RepositoryLog.class, "org.jitsuin.repository");

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 3050,
      value = "The manifest %s was refused, and what it said before stays in effect: %s")
  void manifestRefused(String file, String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3051, value = "The manifest %s is accepted again")
  void manifestAccepted(String file);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3052, value = "%d CRLs of the manifest %s are missing or are not what it lists")
  void filesUnsound(int crls, String file);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3053, value = "The manifest %s is missing or cannot be read: %s")
  void manifestMissing(String file, String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 3060, value = "%s failed unexpectedly; the next round will run as usual")
  void workBroken(String work, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3061, value = "%s works again after %d failed rounds")
  void workRecovered(String work, long failures);
}
