package org.jitsuin.ca.model;

import java.time.Instant;
import java.util.Optional;

/**
 * That nothing is issued.
 *
 * @param reason in words
 * @param until when it is expected to open again, if that was said
 * @param by who closed it
 */
public record IssuingClosure(String reason, Optional<Instant> until, String by, Instant since) {}
