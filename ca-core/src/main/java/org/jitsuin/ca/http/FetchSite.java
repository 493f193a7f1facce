package org.jitsuin.ca.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.Set;

/**
 * What browsers say of where a request comes from (Fetch Metadata, {@code Sec-Fetch-Site}).
 *
 * <p>A browser sends the client certificate by itself, whichever page asks: without this, any page
 * on the Internet that a clerk opens could read cards, each reading an entry in the audit log, and
 * only not see them. Pages cannot set the header themselves.
 */
final class FetchSite {
  private static final HttpString NAME = HttpString.tryFromString("Sec-Fetch-Site");

  /** From a page of this very origin; from nobody's, such as an address that somebody typed. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private FetchSite() {}

  /**
   * Returns whether no page of another origin sent it. Another port or another host below the same
   * domain ({@code same-site}) is another origin, too; programs that are no browsers do not say it.
   */
  static boolean isOwn(HeaderMap headers) {
    HeaderValues values = headers.get(NAME);
    return values == null || OWN.containsAll(values);
  }
}
