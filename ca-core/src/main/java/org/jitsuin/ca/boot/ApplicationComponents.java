package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jitsuin.ca.api.ApplicationExecutions;
import org.jitsuin.ca.api.Json;
import org.jitsuin.ca.application.Applications;
import org.jitsuin.ca.application.CompleteApplication;
import org.jitsuin.ca.application.DualControl;
import org.jitsuin.ca.application.Issuing;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationWork;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Transactions;

/** Puts together how offices and operators work with each other. */
@ApplicationScoped
public class ApplicationComponents {
  @Produces
  @Singleton
  OfficeRules deskRules(Transactions transactions, InstantSource clock) {
    return new OfficeRules(transactions, clock);
  }

  @Produces
  @Singleton
  ApplicationExecutions deskExecutions(
      Json json,
      RegisterCard registerCard,
      IssueCertificates issueCertificates,
      PerformAct performAct,
      InstantSource clock) {
    return new ApplicationExecutions(json, registerCard, issueCertificates, performAct, clock);
  }

  @Produces
  @Singleton
  Applications applications(
      Transactions transactions,
      OfficeRules rules,
      ApplicationExecutions executions,
      InstantSource clock,
      AuditLog auditLog) {
    return new Applications(transactions, rules, executions.all(), clock, auditLog);
  }

  @Produces
  @Singleton
  CompleteApplication completeApplication(
      Transactions transactions,
      OfficeRules rules,
      ApplicationExecutions executions,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    return new CompleteApplication(transactions, rules, executions.all(), clock, auditLog, node);
  }

  @Produces
  @Singleton
  DualControl dualControl(
      Transactions transactions,
      Municipalities municipalities,
      OfficeRules rules,
      InstantSource clock,
      AuditLog auditLog) {
    return new DualControl(transactions, municipalities, rules, clock, auditLog);
  }

  @Produces
  @Singleton
  Issuing issuing(
      Transactions transactions, OfficeRules rules, InstantSource clock, AuditLog auditLog) {
    return new Issuing(transactions, rules, clock, auditLog);
  }

  @Produces
  @Singleton
  RevocationJobs revocationJobs(
      Transactions transactions,
      Municipalities municipalities,
      InstantSource clock,
      AuditLog auditLog) {
    return new RevocationJobs(transactions, municipalities, clock, auditLog);
  }

  @Produces
  @Singleton
  RevocationWork revocationWork(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    return new RevocationWork(transactions, lifeCycle, clock, auditLog, node);
  }
}
