/**
 * What a holder does with a card at home: look at it, change PINs, sign, verify, ask whether a
 * certificate is still good. Only the public commands are used, those that real cards take, over
 * any {@link javax.smartcardio.CardChannel}. Nothing here asks anybody or sends anything by itself.
 */
package org.jitsuin.card.holder;
