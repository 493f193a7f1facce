/** Output for people: short aligned lines, and progress where something takes a while. */
package org.jitsuin.launcher.terminal;
