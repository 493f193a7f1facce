/**
 * How much one person or one source may end before another person is asked: budgets, a pace, and
 * breakers, as pure functions of limits, counts and an instant.
 */
package org.jitsuin.ca.brake;
