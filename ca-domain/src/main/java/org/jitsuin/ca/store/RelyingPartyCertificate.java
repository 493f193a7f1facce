package org.jitsuin.ca.store;

import java.time.Instant;
import org.jitsuin.base.model.Fingerprint;

/** A certificate that a relying party is recognised by. */
public record RelyingPartyCertificate(Fingerprint hash, Instant notBefore, Instant notAfter) {}
