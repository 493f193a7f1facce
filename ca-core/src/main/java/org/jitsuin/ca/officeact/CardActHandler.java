package org.jitsuin.ca.officeact;

import java.util.Optional;
import java.util.function.BiFunction;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;

/**
 * Performs acts upon cards that a command of the life cycle describes.
 *
 * @param type of the content
 * @param deferrable the members that an application may tell later, with values that are never
 *     wrong, in JSON
 * @param command the command for a card with that id
 */
record CardActHandler<T>(
    PerformAct performAct, Class<T> type, String deferrable, BiFunction<T, String, Command> command)
    implements ActHandler {
  private static final String NO_CARD = "";

  @Override
  public Act read(byte[] content) {
    T asked = Json.read(content, type);
    // Refused before anything is done, also where the act comes later.
    Command read = command.apply(asked, NO_CARD);
    return new Act(call -> perform(call, asked), () -> Identified.by(read));
  }

  private Outcome<Bytes> perform(Call call, T asked) {
    String card = call.card();
    PerformAct.Request request =
        new PerformAct.Request(
            new Subject.OfCard(card),
            Evidenced.of(command.apply(asked, card)),
            _ -> Optional.empty(),
            call.approved(),
            call.seen());
    return performAct.perform(call.caller(), call.id(), request).map(Answered::answer);
  }
}
