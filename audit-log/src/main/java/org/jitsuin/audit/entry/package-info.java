/**
 * The entries of the audit log: one record for each kind of act, whose components are the members
 * of the entry, and one canonical encoding for all, written down for other implementers in {@code
 * docs/audit-format.md}.
 */
package org.jitsuin.audit.entry;
