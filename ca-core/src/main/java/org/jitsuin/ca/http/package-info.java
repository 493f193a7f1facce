/**
 * Handlers in front of the servlet of the office API, as raw Undertow handlers on the I/O threads:
 * who may not come in is told so before a body is read, bodies are read without holding a thread,
 * and requests run on threads of their own, of which each kind has so many.
 */
package org.jitsuin.ca.http;
