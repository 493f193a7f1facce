/**
 * The office API: JSON over mutual TLS. Roles come from the client certificate, every method denies
 * whom it does not name, refusals are RFC 9457 problem documents.
 *
 * <p>Resources and providers have their parts injected into fields, since RESTEasy makes only what
 * has a constructor without parameters of CDI's.
 */
package org.jitsuin.ca.api;
