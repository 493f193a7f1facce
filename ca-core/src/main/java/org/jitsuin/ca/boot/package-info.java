/** What the server starts: the objects put together, the schedules, the readiness. */
package org.jitsuin.ca.boot;
