/** The subjects of a CRL: the key that signs it, the partition it covers, what is published. */
package org.jitsuin.crl.model;
