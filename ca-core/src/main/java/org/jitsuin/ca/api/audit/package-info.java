/** The audit log and the keys of the CA token, for auditors. */
package org.jitsuin.ca.api.audit;
