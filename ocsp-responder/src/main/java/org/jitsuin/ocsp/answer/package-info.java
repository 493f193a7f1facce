/** The one use case: a question in, an answer out, signed or from the store. */
package org.jitsuin.ocsp.answer;
