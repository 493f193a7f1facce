/** The counter from the command line: a desk's agent, and the office API behind it. */
package org.jitsuin.launcher.counter;
