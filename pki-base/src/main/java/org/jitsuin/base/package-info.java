/**
 * Types and services that the certificate authority, the OCSP responder and the CRL publisher
 * share: the words of the field as types, keys in a hardware token, audit entries, time, settings.
 * No Jakarta EE, no SQL.
 */
package org.jitsuin.base;
