package org.jitsuin.cluster.trial.check;

import java.util.List;
import java.util.Map;

/**
 * What a database node has when all is quiet.
 *
 * @param entries of the audit log, by number
 * @param feed of statuses, by number
 * @param certificates by serial number, in hexadecimal digits
 * @param intents the state of each intent to sign, by serial number
 * @param cards the cards of each resident, by the register's id
 * @param events the ids of the events that took effect, each as often as the log tells of it
 * @param crls how far in the feed each CRL goes that was published, by the hash of its octets
 */
public record NodeRows(
    String node,
    List<Entry> entries,
    List<Change> feed,
    Map<String, Certificate> certificates,
    Map<String, String> intents,
    Map<String, List<String>> cards,
    List<String> events,
    Map<String, Long> crls) {

  /**
   * An entry of the audit log.
   *
   * @param leaf its hash as a leaf of the tree, in hexadecimal digits
   */
  public record Entry(long number, String id, String kind, String leaf) {}

  /**
   * A change of a status; that of a certificate that was issued is good.
   *
   * @param partition the address of the CRL that lists it
   */
  public record Change(long number, String serial, Status status, String partition) {}

  /** A certificate. */
  public record Certificate(String serial, String card) {}

  public NodeRows {
    entries = List.copyOf(entries);
    feed = List.copyOf(feed);
    certificates = Map.copyOf(certificates);
    intents = Map.copyOf(intents);
    cards = Map.copyOf(cards);
    events = List.copyOf(events);
    crls = Map.copyOf(crls);
  }
}
