/** The OpenID provider: its addresses, its pages, its tokens. */
package org.jitsuin.sandbox.provider;
