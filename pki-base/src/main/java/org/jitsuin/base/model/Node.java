package org.jitsuin.base.model;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A node: one start of a server.
 *
 * @param name the server's name, which no other server has
 * @param boot drawn anew at each start
 */
public record Node(String name, String boot) {
  private static final int OCTETS = 8;

  /** The start of a server that takes place now. */
  public static Node starting(String name, SecureRandom random) {
    byte[] boot = new byte[OCTETS];
    random.nextBytes(boot);
    return new Node(name, HexFormat.of().formatHex(boot));
  }
}
