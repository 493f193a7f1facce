/**
 * Makes the bytes of a CRL and checks them, in memory that does not grow with the number of
 * entries: entries are spooled, hashed and copied as a stream, and only the digest is signed.
 */
package org.jitsuin.crl.write;
