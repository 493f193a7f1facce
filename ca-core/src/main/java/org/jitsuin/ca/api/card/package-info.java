/** Cards and what happens to them. */
package org.jitsuin.ca.api.card;
