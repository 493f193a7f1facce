package org.jitsuin.ca.model;

/**
 * One start of a server.
 *
 * @param name the server's name
 * @param boot drawn anew at each start
 */
public record Node(String name, String boot) {}
