/** Benchmarks of how many certificates are issued in a second, beside what the token could sign. */
package org.jitsuin.bench.issue;
