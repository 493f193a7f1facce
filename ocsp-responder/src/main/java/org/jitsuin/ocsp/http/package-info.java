/**
 * OCSP over HTTP (RFC 6960 appendix A, RFC 9919 §6 and §7): raw Undertow handlers that stand before
 * the servlets and run on the I/O threads, which only signing leaves.
 */
package org.jitsuin.ocsp.http;
