/** The status of certificates by OCSP (RFC 6960, RFC 9919). */
package org.jitsuin.verifier.ocsp;
