package org.jitsuin.card.counter;

import java.lang.reflect.Field;
import java.util.Map;

/**
 * Java connects to the service of the readers once for the life of a process, and does not see that
 * the service was ended and started again. An agent lives for longer than that.
 */
final class PcscContext {
  private PcscContext() {}

  /**
   * Has Java connect anew the next time.
   *
   * @return whether it will; not so where Java does not let its own classes be opened
   */
  static synchronized boolean renew() {
    try {
      Class<?> terminals = Class.forName("sun.security.smartcardio.PCSCTerminals");
      Field context = terminals.getDeclaredField("contextId");
      context.setAccessible(true);
      context.setLong(null, 0);
      Field known = terminals.getDeclaredField("terminals");
      known.setAccessible(true);
      ((Map<?, ?>) known.get(null)).clear();
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
