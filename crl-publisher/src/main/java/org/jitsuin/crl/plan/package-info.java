/**
 * Planning of CRLs: which are due, and which server may publish them, by the schedule, the changes
 * in the status feed and the lease. Reads the status schema.
 */
package org.jitsuin.crl.plan;
