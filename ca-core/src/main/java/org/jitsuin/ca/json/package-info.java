/**
 * JSON of requests and answers: what is read is checked against limits, PINs and My Numbers before
 * anything else sees it.
 */
package org.jitsuin.ca.json;
