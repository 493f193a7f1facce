/**
 * What the services share of the schemas {@code status} and {@code audit}: leases, rows numbered in
 * the order of commits, setbacks, the use of keys. Each statement is one that the database users of
 * all its callers may run.
 */
package org.jitsuin.store;
