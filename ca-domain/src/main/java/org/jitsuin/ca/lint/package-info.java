/**
 * Checks before an authority's key signs: of the key that is to be certified, and of the finished
 * certificate, signed for this purpose by a throw-away key.
 */
package org.jitsuin.ca.lint;
