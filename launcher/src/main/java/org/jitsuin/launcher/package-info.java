/** The product's front door: what {@code ./jitsuin} does once there is a JDK and a build. */
package org.jitsuin.launcher;
