/** Additions of the EAR to its web archives: a library of its own, seen by the server. */
package org.jitsuin.server;
