/** What relying parties' checks of certificates cost. */
package org.jitsuin.bench.verify;
