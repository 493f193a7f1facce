/** A repository as a publisher leaves it, made without one. */
package org.jitsuin.repository.testing;
