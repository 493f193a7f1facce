/** Writes status filters; what reads them is in the package above. */
package org.jitsuin.filter.build;
