package org.jitsuin.repository.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.filter.Head;
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
   * A state of what is published.
   *
   * @param partitions what is published of partitions
   * @param complete the same of complete CRLs, while there are any
   * @param filters what the heads of the status filters say
   */
  record State(Contents partitions, Optional<Contents> complete, Map<Authority, Head> filters) {
    boolean isThat(State other) {
      return partitions == other.partitions
          && complete.orElse(null) == other.complete.orElse(null)
          && filters.equals(other.filters);
    }
  }

  private record Made(State of, Map<String, Representation> byPath) {}

  /** Returns the document at that address, as things are at the moment. */
  Optional<Representation> find(String path, State state) {
    Optional<Made> current = made.filter(one -> one.of().isThat(state));
    Made found = current.orElseGet(() -> make(state));
    return Optional.ofNullable(found.byPath().get(path));
  }

  /** Makes the documents once, however many threads ask. */
  private synchronized Made make(State state) {
    Optional<Made> since = made.filter(one -> one.of().isThat(state));
    if (since.isEmpty()) {
      since = Optional.of(new Made(state, documents(state)));
      made = since;
    }
    return since.get();
  }

  private Map<String, Representation> documents(State state) {
    Map<String, Representation> documents = new HashMap<>();
    documents.put("/", page.of(state.partitions(), state.filters()));
    for (Authority authority : Authority.values()) {
      documents.put(CrlIndex.path(authority), index.of(authority, state));
      documents.putAll(CaCertificates.of(state.partitions(), authority));
    }
    return documents;
  }
}
