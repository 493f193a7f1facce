/**
 * Who can do what, alone, with a second person, or never; and what it costs if somebody's key is
 * stolen. Pure data: what the program knows of itself comes from where it stands, such as the
 * grants of the database's users, and all else is said here once.
 */
package org.jitsuin.ca.power;
