/** Endpoints of staff: who they are, and how they come and go. */
package org.jitsuin.ca.api.staff;
