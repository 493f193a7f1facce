/** OCSP responders, whose keys are certified. */
package org.jitsuin.ca.api.signer;
