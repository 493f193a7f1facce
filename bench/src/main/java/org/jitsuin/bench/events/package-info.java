/** Benchmarks of how many resident events are applied in a second. */
package org.jitsuin.bench.events;
