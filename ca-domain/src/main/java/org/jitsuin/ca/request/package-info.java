/**
 * Requests for certificates (PKCS#10): which keys come in them, and whether who sends one has the
 * key.
 */
package org.jitsuin.ca.request;
