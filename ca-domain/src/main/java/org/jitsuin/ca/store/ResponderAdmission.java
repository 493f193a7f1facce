package org.jitsuin.ca.store;

/**
 * An OCSP responder as it was admitted once; what was certified under another admission of it
 * vouches for nothing.
 *
 * @param responder the name of its server
 * @param admission counted upwards from 1
 */
public record ResponderAdmission(String responder, int admission) {}
