/**
 * Puts the committed audit entries into a Merkle tree in their order, signs what it says of itself,
 * and has witnesses cosign it (RFC 9162, C2SP tlog-tiles). Every server keeps the files of the tree
 * and checks them; one at a time signs.
 */
package org.jitsuin.ca.log;
