/** Registers cards with their holders. */
package org.jitsuin.ca.card;
