/**
 * A cluster on one machine: each of its machines is a network namespace, with the files of the
 * plan. Nothing of it is reached from elsewhere, and nothing of it reaches anybody.
 */
package org.jitsuin.cluster.bed;
