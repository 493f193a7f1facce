/** A party to be read: logs people in by OpenID Connect, and shows who came. */
package org.jitsuin.party.portal;
