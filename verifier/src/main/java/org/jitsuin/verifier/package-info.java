/**
 * For relying parties: whether a certificate of a card is good now, and if not, why. Begin with
 * {@link org.jitsuin.verifier.Verifier}.
 */
package org.jitsuin.verifier;
