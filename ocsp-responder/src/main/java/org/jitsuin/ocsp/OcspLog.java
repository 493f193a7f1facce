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
  @Message(id = 2000, value = "Loaded the status of %d certificates, up to row %d of the feed")
  void indexLoaded(long certificates, long seq);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2050,
      value =
          "The status feed is not the one that was followed so far; clients are told to try later: %s")
  void feedAnother(String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2051,
      value =
          "The status feed is behind what is known of it; answers continue from the known status"
              + " until it is too old: %s")
  void feedBehind(String problem);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2052, value = "The status feed has what is known of it again, and is followed on")
  void feedCaughtUp();

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2002,
      value =
          "The status feed cannot be read; answers continue from the known status until it is too"
              + " old")
  void statusNotFollowed(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2003, value = "The status feed can be read again")
  void statusFollowedAgain();

  @LogMessage(level = Logger.Level.INFO)
  @Message(
      id = 2004,
      value = "Read the status of %d certificates from the snapshot, up to row %d of the feed")
  void snapshotRead(long certificates, long seq);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2005,
      value = "The status snapshot was not used; the status is loaded from the database: %s")
  void snapshotNotUsed(String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2006,
      value = "The status snapshot could not be written; the next start will be slow")
  void snapshotNotKept(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2100,
      value = "The database was set back to an older state; clients are told to try later")
  void databaseSetBack();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2101, value = "The database has been recovered; OCSP answers resume")
  void databaseRecovered();

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2010,
      value = "Issuers and OCSP signers cannot be read; those already known stay in use")
  void signersNotLoaded(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2011, value = "Issuers and OCSP signers can be read again")
  void signersLoadedAgain();

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2012, value = "OCSP signer %s answers for %s until %s")
  void signerAccepted(String serial, String issuer, String notAfter);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2013, value = "OCSP signer %s of %s is not used: %s")
  void signerRejected(String serial, String issuer, String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2014, value = "Relying parties cannot be read; those already known stay registered")
  void relyingPartiesNotLoaded(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2015, value = "Relying parties can be read again")
  void relyingPartiesLoadedAgain();

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2016,
      value = "Usage counts of relying parties cannot be written; they are kept in memory")
  void countsNotWritten(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2017, value = "Usage counts of relying parties are written again")
  void countsWrittenAgain();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2018,
      value =
          "%d rows of status.relying_party_certificate do not contain a valid certificate and are"
              + " ignored")
  void relyingPartiesUnreadable(int count);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 2020, value = "Responses cannot be signed now; clients are told to try later: %s")
  void notSigned(String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 2030, value = "A request was answered with internalError")
  void internalError(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2031, value = "Asked for the certificate of an OCSP signer of %s with the key %s")
  void certificateAsked(String issuer, String label);

  @LogMessage(level = Logger.Level.INFO)
  @Message(
      id = 2032,
      value = "Destroyed the OCSP signer key %s; a newer one answers, or none is needed")
  void keyDestroyed(String label);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2033,
      value = "OCSP signer keys cannot be renewed; those in use answer until they end")
  void signersNotRenewed(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2034, value = "OCSP signer keys can be renewed again")
  void signersRenewedAgain();

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2035,
      value =
          "The name of this server (jitsuin.node, %d characters) is not 1 to 64 letters, digits,"
              + " dots, hyphens or underscores; no OCSP signer keys are made")
  void responderUnnamed(int length);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 2036,
      value =
          "The database's schema and this release do not go together; what is known is still"
              + " answered: %s")
  void schemaUnfit(String problem);

  @LogMessage(level = Logger.Level.WARN)
  @Message(
      id = 2037,
      value =
          "The authority's database does not take this responder's sign of life; it does not wait"
              + " for this one before it takes away what an older release needs: %s")
  void lifeNotTold(String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2038, value = "The authority's database takes this responder's sign of life again")
  void lifeToldAgain();

  @LogMessage(level = Logger.Level.INFO)
  @Message(
      id = 2070,
      value = "Brought home %d usage counts that this server's run from %s on had left")
  void countsBroughtHome(int rows, String startedAt);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 2071, value = "The usage counts in %s cannot be read, and are put aside: %s")
  void countsUnreadable(String file, String problem);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 2140, value = "%s failed unexpectedly; the next round will run as usual")
  void workBroken(String work, @Cause Throwable cause);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 2141, value = "%s works again after %d failed rounds")
  void workRecovered(String work, long failures);
}
