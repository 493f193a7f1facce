/** What the resident register reports. */
package org.jitsuin.ca.api.event;
