/**
 * The certificate authority: residents, cards, certificates. The rules are pure ({@code lifecycle},
 * {@code validity}, {@code profile}, {@code lint}); around them the use cases ({@code registry},
 * {@code issue}) on the tables ({@code store}); outermost the office API ({@code api}) and what the
 * server starts ({@code boot}).
 */
package org.jitsuin.ca;
