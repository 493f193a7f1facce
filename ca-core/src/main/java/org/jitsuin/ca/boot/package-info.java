/** The start of the server: the objects put together, the schedules, the readiness. */
package org.jitsuin.ca.boot;
