package org.jitsuin.repository.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.repository.content.Contents;

/**
 * Documents about CRLs that are no CRLs, by their addresses: the page, the lists of CRLs, the
 * certificates of the authorities. It is made once for each state of what is published, when it is
 * first asked for, so that a request costs no more than sending it.
 */
final class Documents {
  private final LandingPage page;
  private final CrlIndex index;
  private volatile Optional<Made> made = Optional.empty();

  Documents(LandingPage page, CrlIndex index) {
    this.page = page;
    this.index = index;
  }

  /**
   * The documents made for one state of what is published.
   *
   * @param of the partitions that it tells of
   * @param complete the complete CRLs that it tells of, while there are any
   */
  private record Made(
      Contents of, Optional<Contents> complete, Map<String, Representation> byPath) {
    boolean tellsOf(Contents partitions, Optional<Contents> others) {
      return of == partitions && complete.orElse(null) == others.orElse(null);
    }
  }

  /**
   * Returns the document at that address.
   *
   * @param partitions what is published at the moment
   * @param complete the same of complete CRLs
   */
  Optional<Representation> find(String path, Contents partitions, Optional<Contents> complete) {
    Optional<Made> current = made.filter(one -> one.tellsOf(partitions, complete));
    Made found = current.orElseGet(() -> make(partitions, complete));
    return Optional.ofNullable(found.byPath().get(path));
  }

  /** Makes the documents once, however many threads ask. */
  private synchronized Made make(Contents partitions, Optional<Contents> complete) {
    Optional<Made> since = made.filter(one -> one.tellsOf(partitions, complete));
    if (since.isEmpty()) {
      since = Optional.of(new Made(partitions, complete, documents(partitions, complete)));
      made = since;
    }
    return since.get();
  }

  private Map<String, Representation> documents(Contents partitions, Optional<Contents> complete) {
    Map<String, Representation> documents = new HashMap<>();
    documents.put("/", page.of(partitions));
    for (Authority authority : Authority.values()) {
      documents.put(CrlIndex.path(authority), index.of(authority, partitions, complete));
      documents.putAll(CaCertificates.of(partitions, authority));
    }
    return documents;
  }
}
