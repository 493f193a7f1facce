/** Cards with their holders, and what the resident register reports about them. */
package org.jitsuin.ca.registry;
