/** What a holder's card shows: signatures over a challenge, and whose certificates they are of. */
package org.jitsuin.sandbox.card;
