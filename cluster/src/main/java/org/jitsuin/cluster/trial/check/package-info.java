/**
 * What a history may and may not show, by rules that know no clock, no file and no database. Each
 * act has an id of its own and each certificate is a register of its own, so that nothing is
 * searched: every rule reads the history once.
 */
package org.jitsuin.cluster.trial.check;
