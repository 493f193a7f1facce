/**
 * What a card remembers without power: a value that cannot be changed, and the file in which it
 * stands. Nothing here knows a command.
 */
package org.jitsuin.card.state;
