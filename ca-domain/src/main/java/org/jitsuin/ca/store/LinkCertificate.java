package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;

/**
 * A link certificate, by which one key generation certifies the key of another.
 *
 * @param issuerNumber whose key signed
 * @param subjectNumber whose key is certified
 */
public record LinkCertificate(int issuerNumber, int subjectNumber, X509Certificate certificate) {}
