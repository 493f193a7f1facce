/** How the authority stands, for those who run it and those who check it. */
package org.jitsuin.ca.api.status;
