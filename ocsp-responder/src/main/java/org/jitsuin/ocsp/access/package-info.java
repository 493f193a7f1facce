/**
 * Access of requesters: everybody, or where the responder is not open the relying parties that are
 * registered in the schema {@code status}, each recognised by a certificate.
 */
package org.jitsuin.ocsp.access;
