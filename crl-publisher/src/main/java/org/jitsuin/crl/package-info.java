/**
 * The CRL publisher: reads the status schema, writes and signs one CRL a partition, serves them. No
 * issuing code, no personal data. {@code plan} says what is due, {@code write} makes the bytes,
 * {@code publish} carries a round through, {@code http} serves, {@code boot} puts it together.
 */
package org.jitsuin.crl;
