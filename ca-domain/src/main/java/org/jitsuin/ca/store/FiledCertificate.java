package org.jitsuin.ca.store;

import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.CardCertificate;

/** A certificate as it stands, with its bytes. */
public record FiledCertificate(CardCertificate certificate, Bytes der) {}
