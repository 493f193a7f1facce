package org.jitsuin.ca.store;

import org.jitsuin.ca.lifecycle.Dossier;

/**
 * A dossier as it is kept.
 *
 * @param version grows with each change: what was decided on an older version is void
 */
public record FiledDossier(Dossier dossier, int version) {}
