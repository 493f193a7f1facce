package org.jitsuin.cluster.trial.check;

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
   */
  record Crl(String server, long at, String partition, long number, long thisUpdate, String hash)
      implements Seen {}
}
