package org.jitsuin.ca.store;

import org.jitsuin.ca.model.CardCertificate;

/** A certificate as it stands, and whose it is. */
public record OwnedCertificate(CardCertificate certificate, String registerId) {}
