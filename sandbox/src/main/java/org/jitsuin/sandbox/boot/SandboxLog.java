package org.jitsuin.sandbox.boot;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** The log messages of the sandbox. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 5000, max = 5029)
interface SandboxLog {
  SandboxLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), SandboxLog.class, "org.jitsuin.sandbox");

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 5000, value = "The sandbox answers at %s")
  void started(String address);

  @LogMessage(level = Logger.Level.ERROR)
  @Message(id = 5001, value = "The sandbox failed unexpectedly at a request")
  void failed(@Cause Throwable cause);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 5002, value = "The sandbox takes no cards, test persons only: %s")
  void withoutCards(String why);
}
