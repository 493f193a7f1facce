package org.jitsuin.ca.view;

import java.time.Instant;
import org.jitsuin.ca.json.Absent;

/**
 * What an act can be proved by, as it stands in answers.
 *
 * @param entry the number of its first entry in the audit log
 * @param entries how many it left, one behind the other
 * @param at when it was done, as the entry says it
 * @param version of the card from then on, for the next act upon it; null where it was done to none
 */
public record ReceiptView(long entry, int entries, Instant at, @Absent String version) {}
