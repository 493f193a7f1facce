package org.jitsuin.ocsp.requester;

import org.jitsuin.ocsp.wire.OcspRequest;

/** A request and whom its answer is for. */
public record Inquiry(OcspRequest request, Audience audience) {}
