/**
 * Cooperation of the people of an office: applications that one enters and another finishes, the
 * second person where one is asked for, and the closing of issuing for maintenance.
 */
package org.jitsuin.ca.application;
