package org.jitsuin.ocsp.status;

/**
 * A row of the status feed.
 *
 * @param seq its number: 1, 2, 3 and so on without gaps
 * @param issuerNumber the number of the issuer in {@code status.issuer}, 0 to 255
 * @param serial the certificate
 * @param packed its {@link PackedStatus} from then on
 * @param invalidity from when it should not be trusted, as {@link PackedStatus} has it
 * @param recordedAt when, in milliseconds since 1970
 */
record FeedChange(
    long seq, int issuerNumber, SerialKey serial, long packed, long invalidity, long recordedAt) {}
