/** SoftHSM tokens in an encrypted file, which is worth something since it was tried. */
package org.jitsuin.launcher.backup;
