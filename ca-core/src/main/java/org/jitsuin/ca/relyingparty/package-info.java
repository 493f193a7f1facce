/**
 * The relying parties that the OCSP responder knows: registered, changed and ended by CA operators,
 * with an audit entry for each act.
 */
package org.jitsuin.ca.relyingparty;
