package org.jitsuin.ocsp.status;

import org.jitsuin.base.model.FeedContent;
import org.jitsuin.base.model.Fingerprint;

/**
 * A row of the status feed.
 *
 * @param seq its number: 1, 2, 3 and so on without gaps
 * @param issuerNumber the number of the issuer in {@code status.issuer}, 0 to 255
 * @param serial the certificate
 * @param packed its {@link PackedStatus} from then on
 * @param invalidity from when it should not be trusted, as {@link PackedStatus} has it
 * @param row the hash of all of the row, as {@link FeedContent#ROW} has it
 */
record FeedChange(
    long seq, int issuerNumber, SerialKey serial, long packed, long invalidity, Fingerprint row) {}
