/**
 * Orders: the writing of one card at an office, from the keys that it makes to the certificates
 * that it is known to hold. What is issued over an order and reaches no card is revoked.
 */
package org.jitsuin.ca.cardorder;
