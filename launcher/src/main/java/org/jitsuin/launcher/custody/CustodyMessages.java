package org.jitsuin.launcher.custody;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;
import org.jboss.logging.annotations.ValidIdRange;
import org.jitsuin.installation.setup.SetupFailure;

/** Messages about shares; docs/ceremony.md lists the numbers. */
@MessageBundle(projectCode = "JITSUIN")
@ValidIdRange(min = 4100, max = 4199)
interface CustodyMessages {
  CustodyMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), CustodyMessages.class);

  @Message(
      id = 4101,
      value =
          "the tokens are held by custodians, and %d of them are needed: pass each share with"
              + " --share FILE, or have the custodians type their shares at a terminal")
  SetupFailure sharesNeeded(int needed);

  @Message(id = 4102, value = "%s is damaged or not a share: a letter is wrong or missing")
  SetupFailure damaged(String where);

  @Message(id = 4103, value = "%d different shares were given, but %d are needed")
  SetupFailure tooFew(int there, int needed);

  @Message(id = 4104, value = "share %d belongs to set %s, but the tokens belong to set %s")
  SetupFailure foreign(int number, String set, String ours);

  @Message(id = 4105, value = "two different shares have the number %d: one of them is forged")
  SetupFailure contradicting(int number);

  @Message(
      id = 4106,
      value =
          "the shares %s do not yield the secret that opens the tokens: one of them is forged; no"
              + " token was tried")
  SetupFailure wrong(String numbers);

  @Message(id = 4107, value = "%s cannot be read: %s")
  SetupFailure unreadable(String where, String problem);

  @Message(id = 4108, value = "%s exists already; a share is never written over another file")
  SetupFailure shareExists(String where);

  @Message(
      id = 4109,
      value =
          "custodian %s has no directory: pass --custodian %s=DIRECTORY, such as a removable"
              + " medium of theirs")
  SetupFailure noDirectory(String name, String again);

  @Message(id = 4110, value = "shares are shown at a terminal only, and there is no terminal")
  SetupFailure noTerminal();

  @Message(
      id = 4111,
      value =
          "tokens of another maker have custodians of their own: PINs are split only for tokens"
              + " that Jitsuin makes")
  SetupFailure givenTokens();

  @Message(
      id = 4112,
      value = "two custodians have the same directory %s: each needs one of their own")
  SetupFailure sharedDirectory(String directory);
}
