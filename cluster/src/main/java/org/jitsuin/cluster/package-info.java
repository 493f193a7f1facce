/**
 * Jitsuin on several machines: its files, a bed of namespaces on one machine, and a trial of it.
 */
package org.jitsuin.cluster;
