/** Load and faults upon a cluster, and a history of what was seen. */
package org.jitsuin.cluster.trial;
