/** Endpoints of resident events. An event takes effect once, known by its own id. */
package org.jitsuin.ca.api.event;
