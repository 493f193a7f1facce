/**
 * OCSP over HTTP (RFC 6960 appendix A, RFC 5019 §5 and §6): raw Undertow handlers that stand before
 * the servlets and run on the I/O threads, which only signing leaves.
 */
package org.jitsuin.ocsp.http;
