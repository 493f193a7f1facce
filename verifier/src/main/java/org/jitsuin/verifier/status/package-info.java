/** Where the status of a certificate is asked for, and what is answered. */
package org.jitsuin.verifier.status;
