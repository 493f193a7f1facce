/** When there is a new status filter, and whether with a new base: pure. */
package org.jitsuin.crl.filter.plan;
