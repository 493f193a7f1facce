/**
 * What status filters are built of: all serial numbers of the feed with their statuses, in files of
 * this server, one for each span of the time of issue. They can be lost at any time: they are
 * written anew from the feed.
 */
package org.jitsuin.crl.filter.universe;
