/** Custodians at the terminal: who gets a share, and how shares open the tokens. */
package org.jitsuin.launcher.custody;
