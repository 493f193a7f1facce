/** Logins that were begun: what a party asked, and how the holder answered. */
package org.jitsuin.sandbox.login;
