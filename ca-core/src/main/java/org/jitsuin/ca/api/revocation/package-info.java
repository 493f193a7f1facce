/** Mass revocation. */
package org.jitsuin.ca.api.revocation;
