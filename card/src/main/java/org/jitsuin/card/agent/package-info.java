/**
 * The counter agent: a small HTTP server on loopback that does the card's part for the web console
 * and for the command line. It speaks to cards, and never to the authority.
 */
package org.jitsuin.card.agent;
