/**
 * The office API: JSON over mutual TLS. Roles come from the client certificate, every method denies
 * whom it does not name, refusals are RFC 9457 problem documents.
 */
package org.jitsuin.ca.api;
