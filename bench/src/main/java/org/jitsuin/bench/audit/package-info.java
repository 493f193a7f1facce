/** Measures the audit log: how fast entries come into the signed tree, and how fast proofs do. */
package org.jitsuin.bench.audit;
