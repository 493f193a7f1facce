/**
 * What stands in front of the pages of the web console: who may see them by which door, and what a
 * browser is told about them. The pages themselves are static files.
 */
package org.jitsuin.office;
