/**
 * The program for auditors and witnesses: checks a transparency log with nothing but its public
 * key, and witnesses it. Needs nothing but a JDK, so that it fits a jar of its own.
 */
package org.jitsuin.audit.auditor;
