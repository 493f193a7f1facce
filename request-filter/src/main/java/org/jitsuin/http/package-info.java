/**
 * A filter in front of everything that the server answers: a handler of Undertow, in a module of
 * its own, that {@code configure.cli} puts before the host.
 */
package org.jitsuin.http;
