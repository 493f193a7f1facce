/** What a CRL is about: the key that signs it, the partition it covers, what is published. */
package org.jitsuin.crl.model;
