/**
 * Making an installation: the schema and its users, a private MariaDB, SoftHSM tokens, secrets. Run
 * by the launcher and by tests, never by the server.
 */
package org.jitsuin.installation.setup;
