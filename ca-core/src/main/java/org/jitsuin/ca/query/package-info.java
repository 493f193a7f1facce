/**
 * Queries of offices, operators, auditors and relying parties about cards and certificates:
 * searches, lineages, notices. Nothing here changes anything but the audit log.
 */
package org.jitsuin.ca.query;
