/** Putting a load on something, and what was seen: figures, percentiles, the machine. */
package org.jitsuin.bench.measure;
