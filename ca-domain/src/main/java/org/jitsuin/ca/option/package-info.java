/**
 * What can be done with a card now, and why not: the rules of the life cycle asked beforehand, with
 * nothing done. Pure, as they are.
 */
package org.jitsuin.ca.option;
