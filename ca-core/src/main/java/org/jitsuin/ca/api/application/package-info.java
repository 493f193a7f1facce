/** Applications, who must agree to them, and whether issuing is open. */
package org.jitsuin.ca.api.application;
