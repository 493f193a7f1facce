package org.jitsuin.crl.filter;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** The log messages about status filters; operators search by number. */
@MessageLogger(projectCode = "JITSUIN")
@ValidIdRange(min = 5010, max = 5029)
public interface FilterLog {
  FilterLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), FilterLog.class, "org.jitsuin.crl.filter");

  @LogMessage(level = Logger.Level.INFO)
  @Message(
      id = 5010,
      value =
          "The status filter of %s, number %d, was published: %d certificates, base %d octets,"
              + " delta %d octets")
  void published(String authority, long number, long certificates, long base, long delta);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 5011, value = "No status filter of %s can be published now; the last one stays: %s")
  void fails(String authority, String reason);

  @LogMessage(level = Logger.Level.INFO)
  @Message(id = 5012, value = "Status filters of %s are published again")
  void worksAgain(String authority);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 5013, value = "What status filters are built of is written anew from the feed: %s")
  void universeAnew(String reason);

  @LogMessage(level = Logger.Level.WARN)
  @Message(id = 5014, value = "The feed cannot be followed for status filters: %s")
  void notFollowed(String reason);
}
