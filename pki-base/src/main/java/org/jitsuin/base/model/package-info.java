/** The words of the field as values: a value that exists is valid. */
package org.jitsuin.base.model;
