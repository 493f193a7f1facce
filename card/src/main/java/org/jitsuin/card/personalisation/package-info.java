/**
 * The office's end: writes a card through the secure channel, and goes on where the attempt before
 * was cut off. Works over anything that carries a command to a card and an answer back.
 */
package org.jitsuin.card.personalisation;
