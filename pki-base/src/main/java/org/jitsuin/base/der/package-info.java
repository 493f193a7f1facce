/**
 * DER (X.690): one reader, one writer, and the rule for times. All of it works on arrays that are
 * there already, for the two paths where a tree of objects costs too much: OCSP, where the encoding
 * of a response took as long as its signature, and CRLs, which are larger than memory.
 */
package org.jitsuin.base.der;
