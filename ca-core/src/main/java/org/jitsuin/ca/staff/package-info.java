/**
 * Staff: how they are recognised at the door, and how they come, stay and go. One person proposes,
 * another one approves that very content; in an emergency one person shuts out another at once.
 */
package org.jitsuin.ca.staff;
