/**
 * Mass revocation of certificates: a job that one proposes, another approves, and whichever server
 * holds the lease carries on, certificate by certificate, from where it stopped.
 */
package org.jitsuin.ca.massrevocation;
