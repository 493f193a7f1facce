package org.jitsuin.ca.store;

/**
 * The key of a count, which is also its place in the order of pages.
 *
 * @param period a day such as {@code 2025-10-27}, or a month such as {@code 2025-10}
 * @param municipality empty for what belongs to none
 * @param act issued, renewed, revoked, suspended, lifted or refused
 * @param authority empty for what is done to a card
 * @param detail the reason of a revocation, the code of a refusal; else empty
 */
public record StatisticKey(
    String period, String municipality, String act, String authority, String detail) {}
