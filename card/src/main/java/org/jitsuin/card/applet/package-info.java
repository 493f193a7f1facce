/**
 * The applet of the card: commands in, answers out, as the public-key application of Japan's
 * Individual Number Card (個人番号カード) gives them. No input, output, clock or thread: what is to be
 * kept is handed to a store, and chance is an argument. See docs/card.md.
 */
package org.jitsuin.card.applet;
