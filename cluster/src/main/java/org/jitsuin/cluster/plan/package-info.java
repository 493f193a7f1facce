/** The files of each machine of a cluster, as text: no file is written and no program started. */
package org.jitsuin.cluster.plan;
