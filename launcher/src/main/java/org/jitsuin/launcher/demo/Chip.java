package org.jitsuin.launcher.demo;

/**
 * A virtual card of the demo in a reader.
 *
 * @param name what it is called among the cards of the installation
 * @param number of the chip
 * @param reader the name of the reader
 */
record Chip(String name, String number, String reader) {}
