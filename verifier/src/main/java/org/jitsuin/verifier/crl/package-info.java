/**
 * The status of certificates by CRLs and delta CRLs (RFC 5280 §5, §6.3), which are never whole in
 * memory.
 */
package org.jitsuin.verifier.crl;
