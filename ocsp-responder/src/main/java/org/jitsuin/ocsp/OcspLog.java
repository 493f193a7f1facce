package org.jitsuin.ocsp;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** The log messages of this module. None names a certificate that was asked for. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 2000, max = 2999)
public interface OcspLog extends BasicLogger {
  OcspLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), OcspLog.class, "org.jitsuin.ocsp");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2000, value = "The status of %d certificates is loaded, up to row %d of the feed")
  void indexLoaded(long certificates, long seq);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2001,
      value = "The status feed is broken and everything known from it is loaded anew: %s")
  void feedBroken(String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2002,
      value =
          "The status feed cannot be read; answers go on from what is known until it is too old")
  void statusNotFollowed(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2003, value = "The status feed is read again")
  void statusFollowedAgain();

  @LogMessage(level = Logger.Level.INFO)
  @Message(
      id = 2004,
      value = "The status of %d certificates is read from the snapshot, up to row %d of the feed")
  void snapshotRead(long certificates, long seq);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2005, value = "The snapshot of the status is not used, the database is: %s")
  void snapshotNotUsed(String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2006,
      value = "The snapshot of the status cannot be written; the next start is slow")
  void snapshotNotKept(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2100,
      value = "An older state of the database was put back; clients are told to try later")
  void databaseSetBack();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2101, value = "The database is recovered, and answers are given again")
  void databaseRecovered();

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2010, value = "Issuers and OCSP signers cannot be read; those known stay in use")
  void signersNotLoaded(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2011, value = "Issuers and OCSP signers are read again")
  void signersLoadedAgain();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2012, value = "OCSP signer %s answers for %s until %s")
  void signerAccepted(String serial, String issuer, String notAfter);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2013, value = "OCSP signer %s of %s is not used: %s")
  void signerRejected(String serial, String issuer, String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2014, value = "Relying parties cannot be read; those known stay registered")
  void relyingPartiesNotLoaded(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2015, value = "Relying parties are read again")
  void relyingPartiesLoadedAgain();

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2016, value = "What relying parties were answered cannot be written; it is kept")
  void countsNotWritten(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2017, value = "What relying parties were answered is written again")
  void countsWrittenAgain();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2018,
      value =
          "%d rows of status.relying_party_certificate hold no certificate; nobody is recognised by"
              + " them")
  void relyingPartiesUnreadable(int count);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2020, value = "Responses cannot be signed now, clients are told to try later: %s")
  void notSigned(String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 2030, value = "A request was answered with internalError")
  void internalError(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2140,
      value = "%s: a round failed in a way nobody foresaw; the next one is tried all the same")
  void workBroken(String work, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2141, value = "%s: works again after %d rounds that failed")
  void workRecovered(String work, long failures);
}
