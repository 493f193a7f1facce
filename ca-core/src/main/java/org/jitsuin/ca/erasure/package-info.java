/** Erases, day by day, what may be kept no longer ({@code docs/retention.md}). */
package org.jitsuin.ca.erasure;
