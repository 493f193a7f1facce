package org.jitsuin.card.agent;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.state.KeyUse;

/** Where holders enter PINs: at the agent, and nowhere else. */
public interface PinPad {
  /**
   * A holder is asked for PINs.
   *
   * @param page where they are entered
   * @param until when that is over
   */
  record Prompt(Set<KeyUse> uses, String page, Instant until) {
    public Prompt {
      uses = Set.copyOf(uses);
    }
  }

  /** What kind it is, for pages: {@code page}, or {@code file}. */
  String kind();

  /**
   * Asks for PINs and waits for them.
   *
   * @param announce is told where they are entered, if somebody is to enter them
   * @return a PIN for each use; whoever gets them closes them
   * @throws CounterFailure if none came
   */
  Map<KeyUse, Pin> enter(Set<KeyUse> uses, Consumer<Prompt> announce);

  /** Ends a waiting for PINs. */
  void cancel(Prompt prompt);
}
