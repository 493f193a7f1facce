/**
 * Acts upon cards and certificates that need no signature: read the dossier behind a lock, decide,
 * write what changes with its audit entries, in one transaction.
 */
package org.jitsuin.ca.command;
