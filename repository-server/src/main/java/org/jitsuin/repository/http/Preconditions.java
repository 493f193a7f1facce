package org.jitsuin.repository.http;

import io.undertow.util.DateUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The preconditions of a request for a representation (RFC 9110 §13).
 *
 * @param request the fields of the request, which is a GET or HEAD
 * @param tag the entity tag of the representation, a strong one, with its quotes
 * @param lastModified when it came to be, in whole seconds, where that is known
 */
record Preconditions(HeaderMap request, String tag, Optional<Instant> lastModified) {
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]{0,256}\")");

  /** The answer that the preconditions lead to. */
  enum Verdict {
    SEND,
    /** The client has it: 304. */
    NOT_MODIFIED,
    /** The client wants another one, or none: 412. */
    FAILED
  }

  /**
   * Evaluates the preconditions in the order of RFC 9110 §13.2.2: where tag and date are both
   * given, only the tag counts.
   */
  Verdict verdict() {
    boolean wanted =
        tags(Headers.IF_MATCH)
            .map(tags -> names(tags, true))
            .orElseGet(() -> !isAfter(Headers.IF_UNMODIFIED_SINCE));
    if (!wanted) {
      return Verdict.FAILED;
    }
    boolean known =
        tags(Headers.IF_NONE_MATCH)
            .map(tags -> names(tags, false))
            .orElseGet(() ->
                date(Headers.IF_MODIFIED_SINCE).isPresent()
                    && lastModified.isPresent()
                    && !isAfter(Headers.IF_MODIFIED_SINCE));
    return known ? Verdict.NOT_MODIFIED : Verdict.SEND;
  }

  /**
   * Returns whether a part may be sent: what the client has is this representation and no other one
   * (§13.1.5). A date has to be the very same, and a weak tag never is enough.
   */
  boolean partMayBeSent() {
    String condition = request.getFirst(Headers.IF_RANGE);
    return condition == null
        || condition.strip().equals(tag)
        || (date(Headers.IF_RANGE).isPresent() && date(Headers.IF_RANGE).equals(lastModified));
  }

  private Optional<String> tags(HttpString name) {
    return Optional.ofNullable(request.get(name)).map(values -> String.join(",", values));
  }

  /** Returns whether the list names this representation; a strong comparison ignores weak tags. */
  private boolean names(String tags, boolean strong) {
    Stream<MatchResult> found = TAG.matcher(tags).results();
    return tags.strip().equals("*")
        || found.anyMatch(one -> one.group(2).equals(tag) && !(strong && one.group(1) != null));
  }

  /** Returns whether the representation was made after that date; a malformed date is ignored. */
  private boolean isAfter(HttpString name) {
    return date(name)
        .flatMap(date -> lastModified.map(modified -> modified.isAfter(date)))
        .orElse(false);
  }

  private Optional<Instant> date(HttpString name) {
    return Optional.ofNullable(request.getFirst(name))
        .map(DateUtils::parseDate)
        .map(Date::toInstant);
  }
}
