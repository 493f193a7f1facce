/**
 * How all parts of this server stand, for the people who run the authority: what its services say
 * of themselves, and the figures that its metrics show, each with a condition.
 */
package org.jitsuin.ca.status;
