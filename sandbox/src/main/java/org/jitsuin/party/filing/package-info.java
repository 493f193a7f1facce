/** A party to be read: takes signed XML and PDF, and gives a receipt or the reason why not. */
package org.jitsuin.party.filing;
