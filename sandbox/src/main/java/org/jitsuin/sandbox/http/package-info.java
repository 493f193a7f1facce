/** Requests and answers as values, addresses, pages: nothing in here knows a container. */
package org.jitsuin.sandbox.http;
