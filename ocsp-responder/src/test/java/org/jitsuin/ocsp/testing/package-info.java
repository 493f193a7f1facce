/** The responder on the real database and the real token, for tests. */
package org.jitsuin.ocsp.testing;
