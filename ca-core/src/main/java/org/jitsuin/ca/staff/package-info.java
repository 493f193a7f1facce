/**
 * Members of staff at their client certificates: who comes, and who is turned away, with an audit
 * entry for each.
 */
package org.jitsuin.ca.staff;
