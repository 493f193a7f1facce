package org.jitsuin.ca.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.personnel.OpenWork;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.record.StaffAct;

/**
 * Lets fall what somebody has a part in who is being shut out, in that transaction, after their
 * certificates were ended: whoever acts with one of these has done so before, or waits and is
 * refused. {@link OpenWork} says what falls.
 *
 * @param ended who shuts them out, and when
 */
public record OpenWorkFall(Handle handle, StaffSeat seat, Mark ended) {
  /** How many items one entry names, which keeps it far below what a leaf may hold. */
  private static final int ITEMS = 200;

  /** Lets all of it fall; returns what the audit log is to tell, which comes last. */
  public List<AuditAct> all() {
    List<AuditAct> acts = new ArrayList<>(jobs());
    acts.addAll(told("event-hold", holds()));
    acts.addAll(told("dual-control", dualControl()));
    acts.addAll(told("ocsp-responder", admissions()));
    acts.addAll(applications());
    return acts;
  }

  private String person() {
    return seat.person();
  }

  private List<AuditAct> told(String what, List<String> items) {
    return items.isEmpty() ? List.of() : List.of(new StaffAct.OpenWorkFell(person(), what, items));
  }

  private List<AuditAct> jobs() {
    List<AuditAct> acts = new ArrayList<>();
    for (String id : RevocationJobTable.open(handle, person())) {
      RevocationJob job = RevocationJobTable.lock(handle, id).orElseThrow();
      OpenWork work =
          OpenWork.job(
              job.state(),
              Optional.of(job.course().proposed().by()),
              job.course().approved().map(Mark::by));
      if (work.fallsWith(person())) {
        RevocationJobTable.fall(handle, id, ended, person());
        acts.add(
            new CertificateAct.RevocationJobCancelled(
                id, job.counts().revoked(), Optional.of(person())));
      }
    }
    return acts;
  }

  private List<String> holds() {
    List<String> reopened = new ArrayList<>();
    for (String id : EventHoldTable.open(handle, person())) {
      EventHold hold = EventHoldTable.lock(handle, id).orElseThrow();
      OpenWork work =
          OpenWork.hold(
              hold.state(),
              hold.counts().waiting(),
              hold.proposal().map(proposal -> proposal.mark().by()),
              hold.approved().map(Mark::by));
      if (work.fallsWith(person())) {
        EventHoldTable.reopen(handle, id);
        reopened.add(id);
      }
    }
    return reopened;
  }

  private List<String> dualControl() {
    List<String> dropped = new ArrayList<>();
    for (String municipality : DualControlTable.open(handle, person())) {
      DualControlSetting row = DualControlTable.lock(handle, municipality);
      OpenWork work = OpenWork.dualControl(row.proposal().map(DualControlSetting.Proposal::by));
      if (work.fallsWith(person())) {
        DualControlTable.update(
            handle, municipality, new DualControlSetting(row.kinds(), Optional.empty()));
        dropped.add(municipality);
      }
    }
    return dropped;
  }

  private List<String> admissions() {
    List<String> dropped = new ArrayList<>();
    for (ProposedAdmission open : AdmissionTable.open(handle)) {
      Optional<ProposedAdmission> now = AdmissionTable.lock(handle, open.responder());
      if (now.filter(this::falls).isPresent()) {
        AdmissionTable.use(handle, open.responder());
        dropped.add(open.responder());
      }
    }
    return dropped;
  }

  private boolean falls(ProposedAdmission admission) {
    return OpenWork.admission(
            admission.used(),
            Optional.of(admission.proposed().by()),
            admission.approved().map(Mark::by))
        .fallsWith(person());
  }

  /** An office has as many as are open there; who belongs to none has a part in none. */
  private List<AuditAct> applications() {
    List<AuditAct> acts = new ArrayList<>();
    if (seat.municipality().isEmpty()) {
      return acts;
    }
    long after = 0;
    List<FiledApplication> page;
    do {
      page = ApplicationTable.open(handle, seat.municipality().get(), person(), after, ITEMS);
      List<String> ids =
          page.stream().filter(this::falls).map(application -> application.subject().id()).toList();
      if (!ids.isEmpty()) {
        ApplicationTable.fall(handle, ids, person());
        acts.addAll(told("application", ids));
      }
      after = page.isEmpty() ? after : page.getLast().number();
    } while (page.size() == ITEMS);
    return acts;
  }

  private boolean falls(FiledApplication application) {
    return OpenWork.application(
            application.state(),
            application.contributors(),
            application.approved().map(approval -> approval.mark().by()))
        .fallsWith(person());
  }
}
