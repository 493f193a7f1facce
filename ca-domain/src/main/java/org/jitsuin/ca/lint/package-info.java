/**
 * Checks before an authority's key signs: of the key that is to be certified, and of the finished
 * certificate, with a placeholder in the place of the signature.
 */
package org.jitsuin.ca.lint;
