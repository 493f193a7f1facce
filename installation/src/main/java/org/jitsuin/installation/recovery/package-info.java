/**
 * Recovery by operators after an older state of the database was put back: finds what was signed
 * and published from the newer one and can still be read, puts back what the log tells of it, and
 * goes on past it, so that nothing that was signed is contradicted and no number is used twice.
 */
package org.jitsuin.installation.recovery;
