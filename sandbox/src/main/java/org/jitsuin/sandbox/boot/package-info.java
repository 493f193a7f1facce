/** The sandbox as a process of its own, and as an archive for a server. */
package org.jitsuin.sandbox.boot;
