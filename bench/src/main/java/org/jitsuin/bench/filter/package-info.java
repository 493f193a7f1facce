/** The status filter: how small, how fast, and whether it is right. */
package org.jitsuin.bench.filter;
