package org.jitsuin.ocsp.wire;

import org.jitsuin.ocsp.status.CertificateStatus;

/**
 * The response about a single certificate.
 *
 * @param certId the certificate, as the request named it
 * @param status its status
 */
public record SingleResponse(CertId certId, CertificateStatus status) {}
