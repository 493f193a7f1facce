package org.jitsuin.ocsp.wire;

/** What octets that came as an OCSP request turned out to be. */
public sealed interface ParsedRequest permits OcspRequest, MalformedRequest {}
