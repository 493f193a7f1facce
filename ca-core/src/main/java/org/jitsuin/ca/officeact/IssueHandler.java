package org.jitsuin.ca.officeact;

import org.jitsuin.ca.application.Material;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Terms;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.store.Answered;

/**
 * Issues certificates to cards.
 *
 * @param renewal whether they take the place of others
 */
record IssueHandler(IssueCertificates issueCertificates, boolean renewal) implements ActHandler {
  private static final String NO_CARD = "";

  @Override
  public String deferrable() {
    return "{\"requests\":{\"signature\":\"\"}," + IdentityCheckRequest.EXAMPLE + "}";
  }

  @Override
  public Act read(byte[] content) {
    CertificatesRequest asked = Json.read(content, CertificatesRequest.class);
    IssueRequest read = asked.issueRequest(NO_CARD, renewal);
    return new Act(
        call -> {
          IssueRequest request = asked.issueRequest(call.card(), renewal);
          return issueCertificates
              .issue(call.caller(), call.id(), request, new Terms(call.approved(), call.seen()))
              .map(Answered::answer);
        },
        () ->
            Identified.sufficiently(read.check())
                .then(identified ->
                    read.hashes().map(keys -> new Material(keys, identified.check()))));
  }
}
