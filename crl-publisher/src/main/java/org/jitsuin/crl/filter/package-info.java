/** Status filters: the statuses of all certificates of an authority in one small file. */
package org.jitsuin.crl.filter;
