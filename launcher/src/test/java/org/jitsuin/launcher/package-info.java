/** Tests of the launcher that need no server. */
package org.jitsuin.launcher;
