/**
 * Publishes status filters: follows the feed, builds blocks, bases and deltas, asks them about
 * every certificate, signs what is right, and records it.
 */
package org.jitsuin.crl.filter.publish;
