package org.jitsuin.verifier;

/** The same sentence in English and in Japanese. */
public record Words(String en, String ja) {}
