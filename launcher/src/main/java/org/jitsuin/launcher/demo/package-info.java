/**
 * The life of one card, told step by step with {@code curl} as the office and {@code openssl} as
 * card and relying party: what is printed as a command is what ran.
 */
package org.jitsuin.launcher.demo;
