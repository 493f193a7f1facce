package org.jitsuin.ca;

import java.lang.invoke.MethodHandles;
import java.time.Instant;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Serial;

/** The log messages of the certificate authority: numbered, and never with personal data. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 1000, max = 1999)
public interface CaLog extends BasicLogger {
  CaLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CaLog.class, "org.jitsuin.ca");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1001, value = "The certificate authority is ready; it knows %d key generations")
  void started(int generations);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1002,
      value = "%d interrupted issues were abandoned; their serial numbers are revoked")
  void abandoned(int count);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1003,
      value = "An interrupted issue could not be abandoned yet (%s); this will be retried")
  void abandonmentPostponed(FaultCode code);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1004, value = "%d OCSP signer certificates were issued")
  void signersRenewed(int count);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1005, value = "Housekeeping failed: %s (%s)")
  void housekeepingFailed(FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1006, value = "Housekeeping works again")
  void housekeepingRecovered();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1007, value = "A request could not be answered: %s, %s")
  void requestFailed(FaultCode code, String what);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1008, value = "A request failed unexpectedly")
  void requestBroken(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1140, value = "The database does not respond; clients are asked to retry later")
  void databaseSilent();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1141, value = "The database responds again")
  void databaseAnswersAgain();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1041, value = "%d mass revocations have ended")
  void revocationJobsFinished(int count);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1042, value = "%s stopped: %s (%s)")
  void officeWorkFailed(String work, FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1043, value = "%s resumed")
  void officeWorkRecovered(String work);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1030, value = "Scheduled action %s failed (%s); it will be retried in an hour")
  void plannedPostponed(String id, String fault);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1031, value = "Resident event %s could not be processed (%s)")
  void eventBroken(String id, String fault);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1032, value = "Drop file %s was processed: %d lines")
  void droppedFileTakenIn(String name, long lines);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1033,
      value =
          "An entry of the drop directory is a link, is not a file or has an invalid name; it was"
              + " moved to refused/ without being read")
  void droppedFileRefused();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1034, value = "Drop directory unavailable: %s (%s)")
  void dropFailed(FaultCode code, String problem);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1035, value = "Drop directory available again")
  void dropRecovered();

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1160,
      value =
          "Drop file %s is incomplete: %s. None of its lines was processed; it will be checked"
              + " again when it changes")
  void droppedFileIncomplete(String name, String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1161,
      value =
          "Drop file %s changed while it was being processed; it will be processed again once it"
              + " stops changing")
  void droppedFileChanged(String name);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1046, value = "%d CRL partitions are full; a new partition was opened for each")
  void partitionsOpened(int partitions);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1050, value = "The files of the audit log are being rewritten: %s")
  void logWrittenAnew(String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1051, value = "Sequencing of the audit log stopped: %s (%s)")
  void logFailed(FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1052, value = "Sequencing of the audit log resumed")
  void logRecovered();

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1053, value = "Witness %s did not cosign the audit log: %s")
  void notWitnessed(String witness, String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1120, value = "Housekeeping step failed: %s: %s (%s)")
  void housekeepingStepFailed(String step, FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1121, value = "Housekeeping step works again: %s")
  void housekeepingStepRecovered(String step);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1122,
      value = "OCSP signers of %s could not be renewed (%s: %s); renewal will be retried")
  void signerNotRenewed(String issuer, FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1123, value = "Renewal of the OCSP signers of %s works again")
  void signerRenewedAgain(String issuer);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1240, value = "Request %d for an OCSP signer of %s was refused: %s")
  void signerRefused(long request, String issuer, String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1241,
      value = "OCSP responder %s asks for a signer and waits: %s; the SHA-256 of its key is %s")
  void signerWaits(String responder, String reason, String key);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1242,
      value =
          "OCSP responder %s was admitted, since it has the key of a signer of an older release")
  void responderAdmitted(String responder);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1100,
      value =
          "Recording and signing stopped because the database was set back to an older state: %s")
  void databaseSetBack(String sentence);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1101, value = "The files of the audit log cannot be continued after entry %d: %s")
  void logTilesUnsound(long size, String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 1102, value = "A requested part of the audit log is missing from its files: %s")
  void logUnreadable(String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1103,
      value = "Lost or damaged files of the audit log are being rewritten, for entries %d to %d")
  void logMended(long first, long last);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1230,
      value =
          "%d entries that the CRL publisher handed in for the audit log were refused; they are not"
              + " what it may write")
  void submissionsRefused(int count);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1250,
      value =
          "Nothing is erased: the clocks of this machine and of the database differ by %d seconds")
  void nothingErasedByThisClock(long seconds);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1170, value = "%s failed unexpectedly; the next round will run as usual")
  void workBroken(String work, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1171, value = "%s works again after %d failed rounds")
  void workRecovered(String work, long failures);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1220,
      value =
          "The member of staff with the client certificate %s has used up today's budget: %d acts,"
              + " %s")
  void budgetUsedUp(Serial certificate, int limit, String budget);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1221,
      value =
          "The member of staff with the client certificate %s has been suspending cards faster than"
              + " allowed for an hour: %d were refused since %s")
  void suspensionsSlowed(Serial certificate, long refused, Instant since);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 1222,
      value =
          "Resident events (%s) from %s are held from now on: more than %d came in an hour; hold %s"
              + " waits for two CA operators")
  void eventsHeld(String events, String source, long limit, String hold);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1223, value = "Hold %s of resident events is finished: %d were applied, %d refused")
  void holdFinished(String hold, long applied, long refused);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1224, value = "Held resident event %s could not be processed (%s)")
  void heldEventBroken(String id, String fault);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 1310,
      value = "Of %d orders no card was known to hold the certificates in time: these are revoked")
  void ordersLapsed(int count);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1320, value = "Another server that lives has the name %s; this one does nothing")
  void nameTaken(String name);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 1322, value = "This server does nothing: %s")
  void schemaUnfit(String problem);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 1321, value = "The name %s is this server's now")
  void nameFree(String name);
}
