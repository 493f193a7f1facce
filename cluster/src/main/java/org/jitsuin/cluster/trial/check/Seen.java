package org.jitsuin.cluster.trial.check;

import java.util.Set;

/** What somebody who only reads was told; times are his, in milliseconds. */
public sealed interface Seen {
  /** Which server told it. */
  String server();

  /** The status of a certificate. */
  record Answer(String server, String serial, long asked, long answered, Status status)
      implements Seen {}

  /**
   * A checkpoint of the log.
   *
   * @param root in hexadecimal digits
   */
  record Checkpoint(String server, long at, long size, String root) implements Seen {}

  /**
   * A CRL.
   *
   * @param partition its address
   * @param hash of its octets
   * @param listed the serial numbers that it lists
   */
  record Crl(
      String server,
      long at,
      String partition,
      long number,
      long thisUpdate,
      String hash,
      Set<String> listed)
      implements Seen {
    public Crl {
      listed = Set.copyOf(listed);
    }
  }

  /** A validation authority that told nothing: it was away, or did not answer in time. */
  record Silence(String server, long asked, long until) implements Seen {}

  /**
   * Who holds a lease, as a database node has it.
   *
   * @param server the node
   * @param fence that grows with each holder
   */
  record Holder(String server, long at, String lease, String holder, long fence) implements Seen {}
}
