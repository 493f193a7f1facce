/**
 * Rules of what may be done to cards and certificates: pure decisions over facts, with a code for
 * each refusal. They know no database, no token and no clock.
 */
package org.jitsuin.ca.lifecycle;
