package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.issue.IssueAct.Prepared;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lint.CertificateLint;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.CardProfile;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.CommonNames;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.store.FiledDossier;

/** Decides on acts of issue, and builds and lints what will be signed. */
public final class Drafting {
  private final LifeCycle lifeCycle;
  private final Municipalities municipalities;
  private final CertificateLint lint;
  private final InstantSource clock;
  private final SerialSource serials;
  private final CommonNames names;
  private final Partitions partitions;

  public Drafting(
      LifeCycle lifeCycle,
      Municipalities municipalities,
      CertificateLint lint,
      InstantSource clock,
      SecureRandom random) {
    this.lifeCycle = lifeCycle;
    this.municipalities = municipalities;
    this.lint = lint;
    this.clock = clock;
    this.serials = new SerialSource(random);
    this.names = new CommonNames(random);
    this.partitions = new Partitions(clock);
  }

  /**
   * @param handle where partitions that are not known yet are looked up
   * @throws Fault INTEGRITY_VIOLATED if what was built breaks the profile
   */
  Outcome<Prepared> draft(Handle handle, IssueAct act, FiledDossier filed) {
    return lifeCycle
        .decide(filed.dossier(), act.asked().command(), clock.instant())
        .then(decision -> draft(handle, act, filed, decision));
  }

  private Outcome<Prepared> draft(
      Handle handle, IssueAct act, FiledDossier filed, Decision decision) {
    Holder holder = filed.dossier().resident().holder();
    List<Draft> drafts = new ArrayList<>();
    for (Change change : decision.changes()) {
      if (change instanceof Change.CertificateGranted granted) {
        if (!act.issuing().get(granted.kind()).validAt(granted.validity().notAfter())) {
          return Outcome.refused(RefusalCode.AUTHORITY_ENDS_TOO_EARLY);
        }
        Draft draft = draft(handle, act, holder, granted);
        if (!CardProfile.fits(draft.content())) {
          return Outcome.refused(RefusalCode.CERTIFICATE_TOO_LARGE, granted.kind().id());
        }
        drafts.add(draft);
      }
    }
    return Outcome.done(new Prepared(act, filed.dossier(), filed.version(), decision, drafts));
  }

  private Draft draft(
      Handle handle, IssueAct act, Holder holder, Change.CertificateGranted granted) {
    IssuingKey issuing = act.issuing().get(granted.kind());
    KeyRequest key = act.keys().get(granted.kind());
    Instant now = granted.validity().notBefore();
    Municipality municipality = municipalities.byCode(holder.municipality()).orElseThrow();
    String commonName = names.draw(granted.kind(), now, act.caller().window().orElseThrow());
    CrlPartition partition = partitions.of(handle, issuing, municipality);
    CertificateContent content =
        CardProfile.content(
            issuing,
            new CardProfile.Particulars(
                serials.next(now), granted.validity(), key.key(), partition, commonName),
            CommonNames.subject(granted.kind(), municipality, commonName),
            holder);
    List<String> findings = lint.findings(content, issuing);
    if (!findings.isEmpty()) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, String.join("; ", findings));
    }
    return new Draft(
        issuing,
        content,
        Bytes.of(content.toBeSigned()),
        partition,
        granted.chainNumber(),
        commonName,
        key.hash());
  }
}
