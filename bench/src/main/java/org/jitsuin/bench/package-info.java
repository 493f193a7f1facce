/**
 * Measurements on a private installation of this program: a benchmark puts a load on the use cases
 * and sets what it sees beside the raw limit of the machine in the same run.
 */
package org.jitsuin.bench;
