/** Searches, notices and statistics. */
package org.jitsuin.ca.api.query;
