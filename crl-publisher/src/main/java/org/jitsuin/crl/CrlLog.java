package org.jitsuin.crl;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** The log messages of the CRL publisher; operators search by number. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 3000, max = 3999)
public interface CrlLog {
  CrlLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CrlLog.class, "org.jitsuin.crl");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3001, value = "Published %d CRLs with %d entries")
  void published(int crls, long entries);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3002, value = "This server now publishes CRLs, with fence %d")
  void leaseTaken(long fence);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3003, value = "This server no longer publishes CRLs; its fence was %d")
  void leaseLost(long fence);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3004, value = "CRLs cannot be published now; publishing will be retried: %s")
  void interrupted(String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3005, value = "CRLs are published again")
  void resumed();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 3006,
      value = "The CRL of partition %s could not be published; its previous CRL stays: %s")
  void partitionFails(String partition, String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3007, value = "The CRL of partition %s is published again")
  void partitionWorks(String partition);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3008, value = "%d published CRLs are missing or damaged in %s")
  void filesUnsound(int files, String directory);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 3009, value = "Leftover files in %s could not be removed: %s")
  void sweepFails(String directory, String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 3010, value = "The CRL publisher failed unexpectedly; publishing will be retried")
  void unforeseen(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 3011,
      value =
          "The delta CRL of partition %s starts from a new base: its old base and the status feed"
              + " together do not give the complete CRL")
  void deltaStartsAnew(String partition);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 3012,
      value = "The LDAP directory is unavailable; publishing to it will be retried: %s")
  void directoryFails(String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3013, value = "The LDAP directory is available again")
  void directoryWorks();

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 3014,
      value = "The LDAP directory refused the CRL of partition %s; this will be retried: %s")
  void directoryRefuses(String partition, String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 3100,
      value =
          "Signing stopped because the database was set back to an older state: %d published CRLs"
              + " are newer, the first: %s")
  void databaseSetBack(int crls, String sentence);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 3101,
      value = "The LDAP directory could not be searched for CRLs newer than the database: %s")
  void directoryNotCompared(String reason);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 3102,
      value = "The database's schema and this release do not go together; nothing is signed: %s")
  void schemaUnfit(String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 3140, value = "%s failed unexpectedly; the next round will run as usual")
  void workBroken(String work, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 3141, value = "%s works again after %d failed rounds")
  void workRecovered(String work, long failures);
}
