/**
 * Handlers of what relying parties download, as raw Undertow handlers: CRLs, their index, CA
 * certificates, the hashes of the audit log, and a page that tells people where to find them.
 */
package org.jitsuin.repository.http;
