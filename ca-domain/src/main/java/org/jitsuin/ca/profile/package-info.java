/**
 * Profiles of each kind of certificate ({@code docs/profiles.md}): pure functions from facts to the
 * contents of a certificate, before anybody signs.
 */
package org.jitsuin.ca.profile;
