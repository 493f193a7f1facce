/** How others are reached: with limits of size and time, and without being led elsewhere. */
package org.jitsuin.verifier.http;
