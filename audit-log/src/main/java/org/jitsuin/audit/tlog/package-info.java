/**
 * A transparency log: a Merkle tree over entries (RFC 9162 section 2.1) in the files of C2SP
 * tlog-tiles, its checkpoints as signed notes, proofs, and what witnesses and verifiers check.
 * Knows nothing of what the entries say.
 */
package org.jitsuin.audit.tlog;
