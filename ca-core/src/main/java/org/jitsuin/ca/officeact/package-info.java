/**
 * The acts that an office does at the counter, one handler for each kind of application: what is
 * asked for is read, checked and carried out here, whether it comes directly or as an application.
 */
package org.jitsuin.ca.officeact;
