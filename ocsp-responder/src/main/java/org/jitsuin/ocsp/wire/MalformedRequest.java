package org.jitsuin.ocsp.wire;

/**
 * Octets that are no request we can answer; the answer is {@code malformedRequest}.
 *
 * @param problem what is wrong with them, for the log
 */
public record MalformedRequest(String problem) implements ParsedRequest {}
