package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.ListedBy;
import org.jitsuin.ca.store.RevocationListTable.RevocationList;

/**
 * A list of certificates for a mass revocation.
 *
 * @param by what its lines say
 * @param entries how many are on it
 * @param sha256 what it is sealed with; absent until then
 */
public record ListView(
    String list,
    @OneOf(Authority.class) String authority,
    @OneOf(ListedBy.class) String by,
    @Absent String municipality,
    long entries,
    String openedBy,
    Instant openedAt,
    @Absent String sha256) {
  public static ListView of(RevocationList list) {
    return new ListView(
        list.id(),
        list.authority().id(),
        list.by().id(),
        list.municipality().orElse(null),
        list.entries(),
        list.opened().by(),
        list.opened().at(),
        list.sha256().map(Fingerprint::toString).orElse(null));
  }
}
