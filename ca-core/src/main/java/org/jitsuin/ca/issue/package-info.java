/**
 * Issuing of certificates: from a PKCS#10 request to a certificate, recorded before it is signed,
 * and what becomes of an issue that was interrupted.
 */
package org.jitsuin.ca.issue;
