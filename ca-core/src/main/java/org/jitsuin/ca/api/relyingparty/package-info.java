/** Relying parties that the OCSP responder knows. */
package org.jitsuin.ca.api.relyingparty;
