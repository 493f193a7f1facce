/** Benchmarks of how fast CRLs are made, and in how little memory. */
package org.jitsuin.bench.crl;
