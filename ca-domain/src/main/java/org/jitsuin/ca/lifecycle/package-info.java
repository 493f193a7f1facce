/**
 * What may be done to cards and certificates: pure decisions over facts, with a code for each
 * refusal. No database, no token, no clock.
 */
package org.jitsuin.ca.lifecycle;
