package org.jitsuin.card.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.state.KeyUse;

/**
 * PINs of test cards out of a file, a line each: {@code signature=ABC123}. It is read each time.
 */
public final class PinFile implements PinPad {
  private final Path file;

  public PinFile(Path file) {
    this.file = file;
  }

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public Map<KeyUse, Pin> enter(Set<KeyUse> uses, Consumer<Prompt> announce) {
    Map<KeyUse, Pin> pins = new EnumMap<>(KeyUse.class);
    try {
      for (String line : Files.readAllLines(file)) {
        for (KeyUse use : uses) {
          String name = use.authority().id() + "=";
          if (line.startsWith(name)) {
            pins.put(use, Pin.fresh(use, line.substring(name.length()).strip().toCharArray()));
          }
        }
      }
    } catch (IOException | HolderFailure e) {
      pins.values().forEach(Pin::close);
      throw new CounterFailure(ProblemCode.PIN_NOT_ENTERED, e);
    }
    if (!pins.keySet().containsAll(uses)) {
      pins.values().forEach(Pin::close);
      throw new CounterFailure(ProblemCode.PIN_NOT_ENTERED);
    }
    return pins;
  }

  /** Nobody waits. */
  @Override
  public void cancel(Prompt prompt) {}
}
