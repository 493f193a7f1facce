/** The rules by which people come, stay and go among the staff: who may do what, and how often. */
package org.jitsuin.ca.personnel;
