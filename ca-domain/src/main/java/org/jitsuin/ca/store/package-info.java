/**
 * The tables of the authority's database: one class each, statements beside the method that runs
 * them, rows as records. Every method works on the handle that it is given and so inside the
 * caller's transaction.
 */
package org.jitsuin.ca.store;
