package org.jitsuin.ca.view;

import java.time.Instant;

/**
 * What an act can be proved by, as it stands in answers.
 *
 * @param entry the number of its first entry in the audit log
 * @param entries how many it left, one behind the other
 * @param at when it was done, as the entry says it
 */
public record ReceiptView(long entry, int entries, Instant at) {}
