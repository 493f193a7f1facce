/** Who comes: the holder of a card, or somebody of the test persons. */
package org.jitsuin.sandbox.person;
