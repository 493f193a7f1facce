/**
 * What the services share of the schemas {@code status} and {@code audit}: leases, rows numbered in
 * the order of commits, setbacks, the use of keys. Each statement is one that the database users of
 * those who call it may run.
 */
package org.jitsuin.store;
