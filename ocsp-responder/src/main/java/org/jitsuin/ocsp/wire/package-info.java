/** The octets of OCSP: requests in, with limits before anything is parsed, and responses out. */
package org.jitsuin.ocsp.wire;
