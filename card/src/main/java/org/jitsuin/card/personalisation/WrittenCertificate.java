package org.jitsuin.card.personalisation;

import org.jitsuin.base.model.Bytes;

/**
 * What an authority issued for a key of the card.
 *
 * @param certificate of the key, in DER
 * @param authority the certificate of the authority, in DER
 */
public record WrittenCertificate(Bytes certificate, Bytes authority) {}
