/** The writing of cards: who is at which, what the card holds in the end, and what lapses. */
package org.jitsuin.ca.cardwriting;
