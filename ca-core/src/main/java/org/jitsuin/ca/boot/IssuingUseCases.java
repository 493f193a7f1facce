package org.jitsuin.ca.boot;

import org.jitsuin.ca.command.PersonalBrakes;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Drafting;
import org.jitsuin.ca.issue.InFlight;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.IssueRecord;
import org.jitsuin.ca.issue.Preparation;
import org.jitsuin.ca.issue.SplitPartitions;
import org.jitsuin.ca.lint.CertificateLint;
import org.jitsuin.ca.signer.CertifySigners;
import org.jitsuin.ca.signer.SignerIssue;
import org.jitsuin.ca.signer.SignerWatch;
import org.jitsuin.ca.signer.StatusKeys;
import org.jitsuin.ca.signer.StatusSignerIssue;

/** The use cases that sign certificates, and what follows from them. */
public record IssuingUseCases(
    IssueCertificates issueCertificates,
    Abandonment abandonment,
    CertifySigners certifySigners,
    SignerWatch signerWatch,
    StatusKeys statusKeys,
    SplitPartitions splitPartitions) {

  static IssuingUseCases of(CaContext with, PersonalBrakes brakes) {
    Abandonment abandonment =
        new Abandonment(with.transactions(), with.clock(), with.auditLog(), with.node());
    return new IssuingUseCases(
        issueCertificates(with, brakes, abandonment),
        abandonment,
        new CertifySigners(
            with.transactions(),
            with.authorities(),
            new SignerIssue(
                with.transactions(), abandonment, with.auditLog(), with.random(), with.node()),
            with.clock()),
        new SignerWatch(with.transactions(), with.authorities(), with.clock()),
        new StatusKeys(
            with.authorities(),
            with.token(),
            new StatusSignerIssue(
                with.transactions(), abandonment, with.auditLog(), with.random(), with.node()),
            with.clock()),
        SplitPartitions.configured(
            with.settings(), with.transactions(), with.authorities(), with.municipalities()));
  }

  private static IssueCertificates issueCertificates(
      CaContext with, PersonalBrakes brakes, Abandonment abandonment) {
    InFlight inFlight = new InFlight();
    Drafting drafting =
        new Drafting(
            with.lifeCycle(),
            with.municipalities(),
            new CertificateLint(),
            with.clock(),
            with.random());
    return new IssueCertificates(
        new Preparation(
            with.transactions(),
            with.authorities(),
            drafting,
            brakes,
            with.clock(),
            abandonment,
            inFlight),
        new IssueRecord(with.transactions(), with.clock(), with.auditLog(), brakes, inFlight),
        abandonment,
        inFlight);
  }
}
