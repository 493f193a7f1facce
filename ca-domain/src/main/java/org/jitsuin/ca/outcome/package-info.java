/** How a request ends: done, repeated or refused, with a stable code for each refusal. */
package org.jitsuin.ca.outcome;
