package org.jitsuin.ca.signer;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;
import org.jitsuin.base.FaultCode;

/** The log messages about the keys that sign status filters; operators search by number. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 5030, max = 5049)
public interface StatusKeyLog {
  StatusKeyLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), StatusKeyLog.class, "org.jitsuin.ca");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 5030, value = "The status key %s was certified")
  void certified(String label);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 5031, value = "The status key %s was destroyed: it signs nothing any more")
  void destroyed(String label);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(
      id = 5032,
      value = "The status key of %s could not be renewed (%s: %s); renewal will be retried")
  void notRenewed(String authority, FaultCode code, String message);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 5033, value = "Renewal of the status key of %s works again")
  void renewedAgain(String authority);
}
