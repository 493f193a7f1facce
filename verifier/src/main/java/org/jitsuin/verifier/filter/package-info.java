/** Status from one small file, without asking anybody. */
package org.jitsuin.verifier.filter;
