/**
 * Puts CRLs into an LDAP directory (RFC 4523), under the names that certificates give. What is
 * there is recorded, so that what failed is tried again, by whichever server.
 */
package org.jitsuin.crl.ldap;
