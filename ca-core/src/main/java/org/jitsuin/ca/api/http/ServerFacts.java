package org.jitsuin.ca.api.http;

import java.time.Duration;
import java.time.InstantSource;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.model.Municipalities;

/**
 * What every page must know of the server.
 *
 * @param production whether it is no trial
 * @param offset how far the authorities' clock is moved, for training
 * @param clock that of the authorities
 * @param machine that by which TLS judges certificates
 */
public record ServerFacts(
    boolean production,
    Duration offset,
    InstantSource clock,
    InstantSource machine,
    Policy policy,
    Municipalities municipalities) {}
