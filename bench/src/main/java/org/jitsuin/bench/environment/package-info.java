/** The environment of a benchmark: a private installation, and the many cards in its database. */
package org.jitsuin.bench.environment;
