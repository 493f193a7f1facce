package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jitsuin.ca.act.PerformAct;
import org.jitsuin.ca.api.DeskExecutions;
import org.jitsuin.ca.api.Json;
import org.jitsuin.ca.desk.Applications;
import org.jitsuin.ca.desk.CompleteApplication;
import org.jitsuin.ca.desk.DeskRules;
import org.jitsuin.ca.desk.DualControl;
import org.jitsuin.ca.desk.Issuing;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.mass.RevocationJobs;
import org.jitsuin.ca.mass.RevocationWork;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.registry.RegisterCard;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Transactions;

/** Puts together how offices and operators work with each other. */
@ApplicationScoped
public class DeskComponents {
  @Produces
  @Singleton
  DeskRules deskRules(Transactions transactions, InstantSource clock) {
    return new DeskRules(transactions, clock);
  }

  @Produces
  @Singleton
  DeskExecutions deskExecutions(
      Json json,
      RegisterCard registerCard,
      IssueCertificates issueCertificates,
      PerformAct performAct,
      InstantSource clock) {
    return new DeskExecutions(json, registerCard, issueCertificates, performAct, clock);
  }

  @Produces
  @Singleton
  Applications applications(
      Transactions transactions,
      DeskRules rules,
      DeskExecutions executions,
      InstantSource clock,
      SecureRandom random) {
    return new Applications(transactions, rules, executions.all(), clock, random);
  }

  @Produces
  @Singleton
  CompleteApplication completeApplication(
      Transactions transactions,
      DeskRules rules,
      DeskExecutions executions,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    return new CompleteApplication(transactions, rules, executions.all(), clock, random, node);
  }

  @Produces
  @Singleton
  DualControl dualControl(
      Transactions transactions,
      Municipalities municipalities,
      DeskRules rules,
      InstantSource clock,
      SecureRandom random) {
    return new DualControl(transactions, municipalities, rules, clock, random);
  }

  @Produces
  @Singleton
  Issuing issuing(
      Transactions transactions, DeskRules rules, InstantSource clock, SecureRandom random) {
    return new Issuing(transactions, rules, clock, random);
  }

  @Produces
  @Singleton
  RevocationJobs revocationJobs(
      Transactions transactions,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    return new RevocationJobs(transactions, municipalities, clock, random);
  }

  @Produces
  @Singleton
  RevocationWork revocationWork(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    return new RevocationWork(transactions, lifeCycle, clock, random, node);
  }
}
