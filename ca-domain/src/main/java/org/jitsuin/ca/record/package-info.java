/**
 * The acts of the authority as they stand in the audit log, declared kind by kind: cards,
 * certificates, offices, relying parties; and what others may write into it.
 */
package org.jitsuin.ca.record;
