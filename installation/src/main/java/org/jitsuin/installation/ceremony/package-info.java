/**
 * The key ceremony: from checked-in scripts to keys in tokens, certificates of the authorities,
 * OCSP signers and the first staff. Held once.
 */
package org.jitsuin.installation.ceremony;
