package org.jitsuin.launcher;

import java.net.URI;
import org.jitsuin.card.holder.LoginVisit;
import org.jitsuin.launcher.holder.LoginDesk;
import org.jitsuin.launcher.holder.Speech;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jitsuin holder login}: logs in with the card where a browser waits for it. */
@Command(name = "login", description = "log in with the card, where a page waits for it")
final class HolderLoginCommand extends HolderCommand {
  @Parameters(paramLabel = "URL", description = "as the page for logging in shows it")
  private URI address;

  HolderLoginCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode runWith(Speech speech) {
    LoginVisit visit = new LoginVisit(address);
    LoginVisit.Wanted wanted = visit.ask();
    LoginDesk desk = new LoginDesk(speech, prompts(), context().clock().instant());
    desk.agree(wanted);
    desk.tell(visit.bring(withCard(card -> desk.sign(card, wanted))));
    return ExitCode.OK;
  }
}
