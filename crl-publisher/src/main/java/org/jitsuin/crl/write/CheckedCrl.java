package org.jitsuin.crl.write;

import org.jitsuin.base.model.Fingerprint;

/**
 * A CRL in a file that passed every check.
 *
 * @param entries how many certificates it lists
 * @param size in octets
 * @param sha256 of the file
 */
public record CheckedCrl(long entries, long size, Fingerprint sha256) {}
