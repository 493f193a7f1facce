package org.jitsuin.bench.console;

/**
 * A card of the database, with what a clerk or a caller knows of it.
 *
 * @param municipality where its holder lives
 * @param name as it is written
 * @param birthDate as the API takes it
 */
record Sample(String card, String registerId, String municipality, String name, String birthDate) {}
