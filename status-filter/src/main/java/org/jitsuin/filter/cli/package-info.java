/** The command line: {@code java -jar status-filter.jar}. */
package org.jitsuin.filter.cli;
