package org.jitsuin.cluster.plan;

import org.jitsuin.installation.setup.SetupFailure;

/**
 * The size of a database node.
 *
 * @param pages memory for pages of its tables, as MariaDB writes it
 * @param log disk for its redo log
 * @param cache disk for what nodes that were away are sent from; as much as is written meanwhile
 * @param connections that clients may have
 */
public record Size(String pages, String log, String cache, int connections) {
  /** The memory of a node that the documents speak of, in GiB. */
  public static final int USUAL = 64;

  private static final int CONNECTIONS = 400;

  /** The size of a node that shares a machine with all others, for a few thousand certificates. */
  public static final Size SMALL = new Size("192M", "96M", "128M", 120);

  /**
   * The size of a node on a machine of its own.
   *
   * @param memory of the machine, in GiB
   */
  public static Size of(int memory) {
    if (memory < 4) {
      throw new SetupFailure("a database node has at least 4 GiB of memory");
    }
    return new Size(
        memory * 5 / 8 + "G",
        Math.clamp(memory / 16, 1, 16) + "G",
        Math.clamp(memory / 2, 2, 32) + "G",
        CONNECTIONS);
  }
}
