/** Certificates by their serial numbers. */
package org.jitsuin.ca.api.certificate;
