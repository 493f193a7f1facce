/**
 * What a counter does to a card in its reader: look where it stands, have keys made, write
 * certificates, set and unlock PINs. Each deed goes on where an attempt before it was cut off.
 */
package org.jitsuin.card.counter;
