/**
 * Signing keys in a hardware token, reached through SunPKCS11. {@link org.jitsuin.base.keys.Token}
 * owns the provider; {@link org.jitsuin.base.keys.SigningPool} bounds how much is asked of it at
 * once.
 */
package org.jitsuin.base.keys;
