/**
 * What all resources of the office API share: who calls, what stands in headers and parameters, and
 * how answers and problems are sent.
 */
package org.jitsuin.ca.api.http;
