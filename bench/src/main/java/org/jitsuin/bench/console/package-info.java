/** What the pages of the console wait for, with many cards in the database. */
package org.jitsuin.bench.console;
