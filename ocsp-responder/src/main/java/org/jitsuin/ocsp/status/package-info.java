/**
 * The status of every certificate: an index in memory, filled from the schema {@code status} and
 * kept up to date from the status feed.
 */
package org.jitsuin.ocsp.status;
