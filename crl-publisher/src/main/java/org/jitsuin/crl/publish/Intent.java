package org.jitsuin.crl.publish;

import org.jitsuin.crl.write.CrlContent;

/**
 * A CRL that is recorded as intended and so may be signed.
 *
 * @param content with its number, which no other CRL of the partition ever has
 */
record Intent(Draft draft, CrlContent content) {}
