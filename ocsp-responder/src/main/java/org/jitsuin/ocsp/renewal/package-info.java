/**
 * The keys of this responder's signers: made in its own token, certified by the authority,
 * destroyed when a newer one answers.
 */
package org.jitsuin.ocsp.renewal;
