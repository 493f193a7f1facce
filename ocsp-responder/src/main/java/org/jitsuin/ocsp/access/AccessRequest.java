package org.jitsuin.ocsp.access;

import org.jitsuin.ocsp.wire.OcspRequest;

/** A request and whom its answer is for. */
public record AccessRequest(OcspRequest request, Audience audience) {}
