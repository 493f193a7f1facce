package org.jitsuin.launcher.custody;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;
import org.jitsuin.installation.setup.SetupFailure;

/** What is wrong with shares; the number is in docs/operation.md. */
@MessageBundle(projectCode = "JITSUIN")
interface CustodyMessages {
  CustodyMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), CustodyMessages.class);

  @Message(
      id = 4101,
      value =
          "custodians hold the tokens, and %d of them are needed: give each share with --share"
              + " FILE, or let them type at a terminal")
  SetupFailure sharesNeeded(int needed);

  @Message(id = 4102, value = "%s is damaged or no share: a letter is wrong or missing")
  SetupFailure damaged(String where);

  @Message(id = 4103, value = "%d different shares are there, and %d are needed")
  SetupFailure tooFew(int there, int needed);

  @Message(id = 4104, value = "share %d belongs to set %s, and the tokens are held by set %s")
  SetupFailure foreign(int number, String set, String ours);

  @Message(
      id = 4105,
      value = "there are two shares with the number %d that differ: one of them was forged")
  SetupFailure contradicting(int number);

  @Message(
      id = 4106,
      value =
          "the shares %s do not give the secret that opens the tokens: one of them was forged;"
              + " no token was tried")
  SetupFailure wrong(String numbers);

  @Message(id = 4107, value = "%s cannot be read: %s")
  SetupFailure unreadable(String where, String problem);

  @Message(id = 4108, value = "%s exists already; a share is written once and never over another")
  SetupFailure shareExists(String where);

  @Message(
      id = 4109,
      value = "custodian %s has no directory: --custodian %s=DIRECTORY, such as a medium of theirs")
  SetupFailure noDirectory(String name, String again);

  @Message(id = 4110, value = "shares are shown at a terminal only, and there is none")
  SetupFailure noTerminal();

  @Message(
      id = 4111,
      value =
          "the tokens of another maker have custodians of their own: PINs are split only for"
              + " tokens that Jitsuin makes")
  SetupFailure givenTokens();

  @Message(id = 4112, value = "two custodians have the directory %s: each needs one of their own")
  SetupFailure sharedDirectory(String directory);
}
