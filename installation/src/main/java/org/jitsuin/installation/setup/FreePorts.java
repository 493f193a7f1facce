package org.jitsuin.installation.setup;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports at which nobody listens, for what is started a moment later.
 *
 * <p>They lie below those that systems give to connections that go out (RFC 6335 §6; Linux from
 * 32768 on): one of these may become somebody's before it is used. Within a process none is given
 * twice.
 */
public final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int END = 32_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** Returns a port of this machine that was free just now. */
  public static int next() {
    for (int tries = 0; tries < END - FIRST; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free from " + FIRST + " to " + END);
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
