/**
 * Handlers of what relying parties download, as raw Undertow handlers: CRLs, their index, CA
 * certificates, and a page that tells people where to find them. Nothing here asks the database.
 */
package org.jitsuin.crl.http;
