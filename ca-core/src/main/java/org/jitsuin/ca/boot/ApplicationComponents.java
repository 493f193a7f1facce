package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jitsuin.ca.api.http.ActEndpoint;
import org.jitsuin.ca.api.http.Answers;
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
import org.jitsuin.ca.officeact.OfficeActs;
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
  OfficeActs officeActs(
      RegisterCard registerCard,
      IssueCertificates issueCertificates,
      PerformAct performAct,
      OfficeRules rules,
      InstantSource clock) {
    return new OfficeActs(registerCard, issueCertificates, performAct, rules, clock);
  }

  @Produces
  @Singleton
  ActEndpoint actEndpoint(OfficeActs acts, Answers answers) {
    return new ActEndpoint(acts, answers);
  }

  @Produces
  @Singleton
  Applications applications(
      Transactions transactions,
      OfficeRules rules,
      OfficeActs acts,
      InstantSource clock,
      SecureRandom random) {
    return new Applications(transactions, rules, acts.executions(), clock, random);
  }

  @Produces
  @Singleton
  CompleteApplication completeApplication(
      Transactions transactions,
      OfficeRules rules,
      OfficeActs acts,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    return new CompleteApplication(transactions, rules, acts.executions(), clock, random, node);
  }

  @Produces
  @Singleton
  DualControl dualControl(
      Transactions transactions,
      Municipalities municipalities,
      OfficeRules rules,
      InstantSource clock,
      SecureRandom random) {
    return new DualControl(transactions, municipalities, rules, clock, random);
  }

  @Produces
  @Singleton
  Issuing issuing(
      Transactions transactions, OfficeRules rules, InstantSource clock, SecureRandom random) {
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
