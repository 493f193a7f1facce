package org.jitsuin.ca.model;

/**
 * Names a batch.
 *
 * @param caller who sends it; the same key of another caller is another batch
 * @param key at most 200 characters of ASCII
 */
public record BatchId(String caller, String key) {}
