/**
 * How long what is kept, and when it may and must be erased: pure rules, dated and with their
 * sources. {@code docs/retention.md} tells them to people.
 */
package org.jitsuin.ca.retention;
