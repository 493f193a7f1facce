/** The OCSP responder under load from another process, beside what its token and its server can. */
package org.jitsuin.bench.ocsp;
