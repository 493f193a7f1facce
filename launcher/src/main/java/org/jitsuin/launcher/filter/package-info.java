/** Status filters, fetched from where a certificate says that its authority is. */
package org.jitsuin.launcher.filter;
