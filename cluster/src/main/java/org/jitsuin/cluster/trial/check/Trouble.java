package org.jitsuin.cluster.trial.check;

/**
 * Something that was done to the cluster; in milliseconds.
 *
 * @param kind such as {@code kill-writer}
 * @param victim the machine
 * @param end when it was undone
 */
public record Trouble(String kind, String victim, long begin, long end) {}
