/** Mass revocation, rehearsed as a whole: from a list of serial numbers to OCSP and CRLs. */
package org.jitsuin.bench.mass;
