/** The use cases on the real stack for tests, put together as the server does it. */
package org.jitsuin.ca.testing;
