/**
 * A secret that several people hold together: split so that some of them give it back and fewer
 * learn nothing of it. From the secret the PINs of the tokens are derived.
 */
package org.jitsuin.installation.custody;
