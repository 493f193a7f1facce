/** Key ceremonies that are held for nothing, to see that all of it works. */
package org.jitsuin.launcher.dryrun;
