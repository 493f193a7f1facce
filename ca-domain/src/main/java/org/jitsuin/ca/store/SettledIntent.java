package org.jitsuin.ca.store;

import java.time.Instant;
import org.jitsuin.base.model.Serial;

/**
 * An intent to sign something for the authority itself that was completed or given up.
 *
 * @param abandoned that it was given up, so that a signature may exist which nobody has seen
 */
public record SettledIntent(Serial serial, Instant notAfter, boolean abandoned) {}
