/**
 * Virtual card readers: puts a chip that is a program into the readers of {@code vsmartcard-vpcd},
 * where {@code pcscd} and so every program that knows PC/SC finds it. A pcscd of our own has run
 * directory, configuration and network to itself, so that neither another pcscd of the machine nor
 * anybody on the network is touched.
 */
package org.jitsuin.card.reader;
