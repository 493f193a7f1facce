/**
 * The secure channel between an office and a card, for both its ends: GlobalPlatform's Secure
 * Channel Protocol 03 (Card Specification, Amendment D), with AES of 128 bits, random challenges
 * and all of its protection. It knows what goes through it no more than a pipe does.
 */
package org.jitsuin.card.channel;
