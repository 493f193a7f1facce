/**
 * The repository server (RFC 3647: the repository): hands out to everybody what the CRL publisher
 * and the authority have put into directories. It has no key of the authority, no token and no
 * database, and runs alone as well, where relying parties reach it.
 */
package org.jitsuin.repository;
