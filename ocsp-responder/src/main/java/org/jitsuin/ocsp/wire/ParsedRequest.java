package org.jitsuin.ocsp.wire;

/** The result of parsing octets that came as an OCSP request. */
public sealed interface ParsedRequest permits OcspRequest, MalformedRequest {}
