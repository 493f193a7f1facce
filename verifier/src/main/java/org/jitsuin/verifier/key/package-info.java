/** Which keys and signatures are believed. */
package org.jitsuin.verifier.key;
