/** A party to be read: prints a copy of a resident record, for the right person and nobody else. */
package org.jitsuin.party.kiosk;
