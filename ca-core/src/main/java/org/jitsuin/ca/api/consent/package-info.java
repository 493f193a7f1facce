/** Consents of holders, for relying parties and offices. */
package org.jitsuin.ca.api.consent;
