package org.jitsuin.ca.issue;

import java.util.List;
import java.util.Map;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;

/**
 * An act of issue that is asked for, with keys that are proven and fit to be certified.
 *
 * @param keys one for each kind that is asked for
 * @param issuing who issues, for each of these kinds
 */
record Inquiry(
    StaffMember caller,
    RequestId request,
    IssueRequest asked,
    Map<Authority, KeyRequest> keys,
    Map<Authority, IssuingKey> issuing) {

  /** Returns the hashes by which the keys are known. */
  List<Fingerprint> hashes() {
    return keys.values().stream().map(KeyRequest::hash).toList();
  }
}
