/** The real stack for tests: MariaDB, SoftHSM, a key ceremony. */
package org.jitsuin.testing;
