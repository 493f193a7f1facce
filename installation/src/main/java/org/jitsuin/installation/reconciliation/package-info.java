/**
 * Compares the database with the audit log: whether every row of the log is the entry that was
 * signed, and whether what the log tells and what the tables hold agree. Reads only; what it notes
 * for itself stands in temporary tables.
 */
package org.jitsuin.installation.reconciliation;
