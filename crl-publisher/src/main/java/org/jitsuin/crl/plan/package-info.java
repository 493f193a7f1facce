/**
 * Which CRLs are due, and which server may publish them: the schedule, the changes in the status
 * feed, the lease. Reads the status schema.
 */
package org.jitsuin.crl.plan;
