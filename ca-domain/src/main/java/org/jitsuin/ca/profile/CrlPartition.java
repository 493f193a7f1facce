package org.jitsuin.ca.profile;

import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The CRL that a certificate belongs to, fixed when it is issued.
 *
 * @param number names it in the database
 * @param id names it in addresses; opaque to clients
 * @param distributionPoint the names that certificate and CRL carry, byte for byte the same
 */
public record CrlPartition(int number, String id, GeneralNames distributionPoint) {}
