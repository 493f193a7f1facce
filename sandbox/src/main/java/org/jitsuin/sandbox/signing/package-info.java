/** Documents that parties have signed by holders. */
package org.jitsuin.sandbox.signing;
