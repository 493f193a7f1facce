package org.jitsuin.ca;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jitsuin.base.FaultCode;

/** What the certificate authority writes to the log: numbered, and never with personal data. */
@MessageLogger(projectCode = "JITSUIN")
public interface CaLog extends BasicLogger {
  CaLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CaLog.class, "org.jitsuin.ca");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1001, value = "The certificate authority serves; %d key generations are known")
  void started(int generations);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1002,
      value =
          "%d issues that were interrupted have been given up; their serial numbers are revoked")
  void abandoned(int count);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1003,
      value = "An interrupted issue could not be given up yet (%s); it will be tried again")
  void abandonmentPostponed(FaultCode code);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1004, value = "%d OCSP signer certificates have been renewed")
  void signersRenewed(int count);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1005, value = "Housekeeping does not work: %s (%s)")
  void housekeepingFailed(FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1006, value = "Housekeeping works again")
  void housekeepingRecovered();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1007, value = "A request could not be answered: %s")
  void requestFailed(FaultCode code, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1008, value = "A request failed unexpectedly")
  void requestBroken(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1140, value = "The database does not answer; offices are told to come again")
  void databaseSilent();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1141, value = "The database answers again")
  void databaseAnswersAgain();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1041, value = "%d mass revocations have come to their end")
  void revocationJobsFinished(int count);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1042, value = "%s: not carried on: %s (%s)")
  void deskFailed(String work, FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1043, value = "%s: carried on again")
  void deskRecovered(String work);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1030,
      value = "What is planned under %s cannot be done (%s); it will be tried again in an hour")
  void plannedPostponed(String id, String fault);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1031, value = "The resident event %s cannot be taken in (%s)")
  void eventBroken(String id, String fault);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1032, value = "The register's file %s is taken in: %d lines")
  void droppedFileTakenIn(String name, long lines);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1033,
      value =
          "Something in the register's directory is a link, no file, or has a strange name; it was"
              + " moved to refused/ and not read")
  void droppedFileRefused();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1034, value = "The register's directory is not worked on: %s (%s)")
  void dropFailed(FaultCode code, String problem);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1035, value = "The register's directory is worked on again")
  void dropRecovered();

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1160,
      value =
          "The register's file %s is not whole: %s. Nothing of it is taken in; it is looked at again"
              + " when it changes")
  void droppedFileIncomplete(String name, String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1161,
      value =
          "The register's file %s was written while it was taken in; it is taken in again when it"
              + " does not change any more")
  void droppedFileChanged(String name);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1046, value = "%d CRL partitions are full, each has a next one from now on")
  void partitionsOpened(int partitions);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1050, value = "The files of the audit log are written anew: %s")
  void logWrittenAnew(String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1051, value = "The audit log is not sequenced: %s (%s)")
  void logFailed(FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1052, value = "The audit log is sequenced again")
  void logRecovered();

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1053, value = "Witness %s did not cosign the audit log: %s")
  void notWitnessed(String witness, String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1120, value = "Housekeeping: %s does not work: %s (%s)")
  void housekeepingStepFailed(String step, FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1121, value = "Housekeeping: %s works again")
  void housekeepingStepRecovered(String step);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1122,
      value = "The OCSP signers of %s cannot be renewed (%s: %s); it will be tried again")
  void signerNotRenewed(String issuer, FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1123, value = "The OCSP signers of %s can be renewed again")
  void signerRenewedAgain(String issuer);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1100,
      value = "Nothing is recorded or signed any more, the database was set back: %s")
  void databaseSetBack(String sentence);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1101,
      value = "The files of the audit log cannot be gone on with behind %d entries: %s")
  void logTilesUnsound(long size, String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1102, value = "Something was asked of the audit log that its files do not have: %s")
  void logUnreadable(String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1103,
      value = "Lost or damaged files of the audit log, of entries %d to %d, are written anew")
  void logMended(long first, long last);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1170,
      value = "%s: a round failed in a way nobody foresaw; the next one is tried all the same")
  void workBroken(String work, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1171, value = "%s: works again after %d rounds that failed")
  void workRecovered(String work, long failures);
}
