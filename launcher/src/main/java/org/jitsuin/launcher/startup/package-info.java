/** From nothing to a server that is ready, and back: each step may be repeated at any time. */
package org.jitsuin.launcher.startup;
