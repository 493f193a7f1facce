/** What a card does at a counter and at home, through PC/SC. */
package org.jitsuin.bench.card;
