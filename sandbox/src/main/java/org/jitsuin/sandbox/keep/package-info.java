/** What is kept: in memory for a while, under names that nobody guesses; in files for longer. */
package org.jitsuin.sandbox.keep;
