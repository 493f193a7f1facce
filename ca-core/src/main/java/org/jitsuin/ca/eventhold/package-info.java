/** What people see and decide of resident events that are held. */
package org.jitsuin.ca.eventhold;
