/**
 * The repository of RFC 3647 and RFC 5280, as far as files make it up: where the CRLs of a
 * partition are, and the manifest that says which of them count. The CRL publisher writes both;
 * whoever hands CRLs out to relying parties reads them, and needs neither a key nor a database.
 */
package org.jitsuin.base.repository;
