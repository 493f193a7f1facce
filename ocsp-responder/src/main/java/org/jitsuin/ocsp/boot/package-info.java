/** Puts the parts together and into the server; the only package that knows Jakarta EE. */
package org.jitsuin.ocsp.boot;
