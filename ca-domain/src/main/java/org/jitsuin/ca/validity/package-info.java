/**
 * Rules of until when cards and certificates are valid: pure functions of dates, each with its
 * source.
 */
package org.jitsuin.ca.validity;
