package org.jitsuin.ocsp.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The content of a signed response (RFC 6960 §2.4). Times are in whole seconds.
 *
 * @param answers one for each certificate asked for, in the order of the request
 * @param thisUpdate the time at which the statuses are known to have been right
 * @param nextUpdate the time from which newer information will be available
 * @param producedAt the time of signing
 * @param archiveCutoff statuses are told of certificates that expired no earlier (RFC 6960 §4.4.4);
 *     empty where they are told of valid certificates only
 * @param nonce the nonce of the request
 */
public record ResponseData(
    List<SingleResponse> answers,
    Instant thisUpdate,
    Instant nextUpdate,
    Instant producedAt,
    Optional<Instant> archiveCutoff,
    Optional<Nonce> nonce) {
  public ResponseData {
    answers = List.copyOf(answers);
    thisUpdate = thisUpdate.truncatedTo(ChronoUnit.SECONDS);
    nextUpdate = nextUpdate.truncatedTo(ChronoUnit.SECONDS);
    producedAt = producedAt.truncatedTo(ChronoUnit.SECONDS);
    archiveCutoff = archiveCutoff.map(moment -> moment.truncatedTo(ChronoUnit.SECONDS));
  }
}
