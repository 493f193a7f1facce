/**
 * Virtual cards of an installation: made here for tests and training, and put into the virtual
 * readers of a pcscd.
 */
package org.jitsuin.launcher.card;
