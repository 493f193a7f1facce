/** The auditor's page of powers. */
package org.jitsuin.ca.api.power;
