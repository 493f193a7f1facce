/**
 * The OCSP responder (RFC 6960, RFC 9919): tells relying parties whether a certificate is good,
 * revoked or was never issued. It reads the schema {@code status} and signs with delegated signers
 * in a token of its own; it has no issuing key and sees no personal data.
 *
 * <p>Dependencies of the packages, from the bottom: {@code status}, {@code wire}, {@code signer},
 * {@code requester}, {@code answer}, {@code account}, {@code http}, {@code boot}.
 */
package org.jitsuin.ocsp;
