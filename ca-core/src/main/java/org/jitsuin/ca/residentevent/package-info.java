/** Resident events: what the resident register reports, and what follows from it. */
package org.jitsuin.ca.residentevent;
