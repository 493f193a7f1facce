/** Residents, cards and municipalities as values. Types that hold personal data do not print it. */
package org.jitsuin.ca.model;
