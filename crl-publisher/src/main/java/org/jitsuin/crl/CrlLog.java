package org.jitsuin.crl;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the CRL publisher says in the server's log; operators search by number. */
@MessageLogger(projectCode = "JITSUIN")
public interface CrlLog {
  CrlLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CrlLog.class, "org.jitsuin.crl");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3001, value = "Published %d CRLs with %d entries")
  void published(int crls, long entries);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3002, value = "This server publishes CRLs now, with fence %d")
  void leaseTaken(long fence);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3003, value = "This server publishes no CRLs any more; its fence was %d")
  void leaseLost(long fence);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3004, value = "CRLs cannot be published now, trying again: %s")
  void interrupted(String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3005, value = "CRLs are published again")
  void resumed();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 3006, value = "The CRL of partition %s is not published, its old one stays: %s")
  void partitionFails(String partition, String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3007, value = "The CRL of partition %s is published again")
  void partitionWorks(String partition);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3008, value = "%d published CRLs are missing or damaged in %s")
  void filesUnsound(int files, String directory);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3009, value = "Leftover files in %s cannot be removed: %s")
  void sweepFails(String directory, String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 3010, value = "The CRL publisher failed in a way nobody foresaw, trying again")
  void unforeseen(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 3011,
      value =
          "The delta CRL of partition %s starts from its own number: the status feed does not tell"
              + " of everything that is revoked")
  void deltaStartsAnew(String partition);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3012, value = "CRLs cannot be put into the directory now, trying again: %s")
  void directoryFails(String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3013, value = "CRLs are put into the directory again")
  void directoryWorks();

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 3014,
      value = "The directory does not take the CRL of partition %s, trying again: %s")
  void directoryRefuses(String partition, String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 3100,
      value =
          "Nothing is signed any more, the database was set back: %d CRLs are newer, the first: %s")
  void databaseSetBack(int crls, String sentence);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 3101,
      value = "Nobody knows whether the directory holds newer CRLs than the database: %s")
  void directoryNotCompared(String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 3140,
      value = "%s: a round failed in a way nobody foresaw; the next one is tried all the same")
  void workBroken(String work, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3141, value = "%s: works again after %d rounds that failed")
  void workRecovered(String work, long failures);
}
