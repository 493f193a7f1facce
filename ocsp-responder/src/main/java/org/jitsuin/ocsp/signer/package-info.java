/**
 * The issuers that are answered for, and the delegated signers that do it (RFC 6960 §4.2.2.2),
 * loaded from the schema {@code status} and checked against the token.
 */
package org.jitsuin.ocsp.signer;
