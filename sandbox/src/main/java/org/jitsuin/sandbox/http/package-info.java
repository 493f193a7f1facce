/** Requests and answers as values, and the one servlet that knows a container. */
package org.jitsuin.sandbox.http;
