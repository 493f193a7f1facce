/** Installations: a directory with all that the launcher keeps, and the settings that shape it. */
package org.jitsuin.launcher.installation;
