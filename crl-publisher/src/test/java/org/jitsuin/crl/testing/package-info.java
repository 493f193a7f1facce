/** What the tests of this module share. */
package org.jitsuin.crl.testing;
