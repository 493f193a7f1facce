/** What the EAR adds to its web archives: a library of its own, seen by the server. */
package org.jitsuin.server;
