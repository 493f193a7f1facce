/** Tests against the deployed server, and of what survives a crash. */
package org.jitsuin.server;
