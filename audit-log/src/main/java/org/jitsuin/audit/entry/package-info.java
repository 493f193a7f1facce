/**
 * The entries of the audit log: one sealed type per act, one canonical encoding, written down for
 * other implementers in {@code docs/audit-format.md}.
 */
package org.jitsuin.audit.entry;
