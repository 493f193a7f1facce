/**
 * The status of all certificates of an authority in one small file, and the reader of it
 * (docs/status-filter.md). Java alone, without any library.
 */
package org.jitsuin.filter;
