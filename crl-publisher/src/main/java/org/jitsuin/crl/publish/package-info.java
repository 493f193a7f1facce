/**
 * Carries a CRL from due to published, crash by crash: read one state of the database, record what
 * is intended, sign, check, put the file in place, record that it is published. What is served is
 * what is recorded.
 */
package org.jitsuin.crl.publish;
