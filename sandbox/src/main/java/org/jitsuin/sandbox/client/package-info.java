/** The parties that registered themselves. */
package org.jitsuin.sandbox.client;
