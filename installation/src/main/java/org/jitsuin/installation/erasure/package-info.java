/** Erases one person, when a court or the law wants it and two operators agree. */
package org.jitsuin.installation.erasure;
