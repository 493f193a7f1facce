/** Which certificates are of the same person, which the authority tells registered parties. */
package org.jitsuin.verifier.lineage;
