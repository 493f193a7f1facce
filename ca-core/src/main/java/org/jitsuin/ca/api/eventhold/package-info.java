/** Resident events that are held. */
package org.jitsuin.ca.api.eventhold;
