package org.jitsuin.store;

/**
 * Proof of having held a lease; worth something as long as no other server has a greater one.
 *
 * @param number grows with each new holder
 */
public record Fence(long number) {}
