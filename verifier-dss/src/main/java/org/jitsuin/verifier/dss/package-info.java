/**
 * Signed documents for relying parties: EU DSS reads the forms (CAdES, XAdES, PAdES, JAdES), the
 * verifier says of the signers' certificates whether they are good.
 */
package org.jitsuin.verifier.dss;
