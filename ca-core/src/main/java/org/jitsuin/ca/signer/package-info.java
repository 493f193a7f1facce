/**
 * OCSP signers: the keys that responders make in tokens of their own and ask certificates for, and
 * who may ask.
 */
package org.jitsuin.ca.signer;
