/** Signing a certificate as every authority does it: recorded, linted, signed, verified. */
package org.jitsuin.ca.sign;
