/** Files that another server hands out, fetched by their hashes. */
package org.jitsuin.crl.peer;
