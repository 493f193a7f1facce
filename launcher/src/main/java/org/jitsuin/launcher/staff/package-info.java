/** Changes among the staff from the command line: what the server is asked, what is written. */
package org.jitsuin.launcher.staff;
