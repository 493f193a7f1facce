package org.jitsuin.ca.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.card.ReadCard;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.RefusalLog;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.Drafting;
import org.jitsuin.ca.issue.InFlight;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.IssueRecord;
import org.jitsuin.ca.issue.OcspSignerRenewal;
import org.jitsuin.ca.issue.Preparation;
import org.jitsuin.ca.issue.SplitPartitions;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lint.CertificateLint;
import org.jitsuin.ca.log.LogGate;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.ApplyPlanned;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.StatementLimit;
import org.jitsuin.ca.store.Transactions;

/** Puts the plain objects together; the only place that knows them all. */
@ApplicationScoped
public class CaComponents {
  @Resource(lookup = "java:jboss/datasources/CaDS")
  private DataSource dataSource;

  @Produces
  @Singleton
  Settings settings() {
    KnownSettings.checkNames(ConfigProvider.getConfig().getPropertyNames());
    return new Settings(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
  }

  @Produces
  @Singleton
  InstantSource clock(Settings settings) {
    return Clocks.configured(settings);
  }

  @Produces
  @Singleton
  Heartbeats heartbeats() {
    return new Heartbeats();
  }

  @Produces
  @Singleton
  CertificateWatch certificateWatch(
      Transactions transactions, Authorities authorities, InstantSource clock, Settings settings) {
    return new CertificateWatch(transactions, authorities, clock, Clocks.system(), settings);
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  Node node(Settings settings) {
    return new Node(settings.text("jitsuin.node").orElse("jitsuin"), UUID.randomUUID().toString());
  }

  @Produces
  @Singleton
  SigningPool caToken(Settings settings, InstantSource clock) {
    return SigningPool.configured(settings, "ca", clock);
  }

  void close(@Disposes SigningPool pool) {
    pool.close();
  }

  @Produces
  @Singleton
  Transactions transactions(InstantSource clock, LogGate gate) {
    return new Transactions(
        Database.open(StatementLimit.obeyedBy(dataSource)), clock, gate::require);
  }

  @Produces
  @Singleton
  LifeCycle lifeCycle(Settings settings) {
    return new LifeCycle(PolicySettings.policy(settings));
  }

  @Produces
  @Singleton
  Municipalities municipalities() {
    return Municipalities.read();
  }

  @Produces
  @Singleton
  Authorities authorities(Transactions transactions, SigningPool token, InstantSource clock) {
    return new Authorities(transactions, token, clock);
  }

  @Produces
  @Singleton
  Abandonment abandonment(
      Transactions transactions, InstantSource clock, SecureRandom random, Node node) {
    return new Abandonment(transactions, clock, random, node);
  }

  @Produces
  @Singleton
  OcspSignerRenewal ocspSignerRenewal(
      Transactions transactions,
      Authorities authorities,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    return new OcspSignerRenewal(transactions, authorities, clock, random, node);
  }

  @Produces
  @Singleton
  Preparation preparation(
      Transactions transactions,
      Authorities authorities,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random,
      Node node,
      InFlight traffic) {
    Drafting drafting =
        new Drafting(lifeCycle, municipalities, new CertificateLint(), clock, random);
    return new Preparation(transactions, authorities, drafting, clock, node, traffic);
  }

  @Produces
  @Singleton
  SplitPartitions splitPartitions(
      Transactions transactions,
      Authorities authorities,
      Municipalities municipalities,
      Settings settings) {
    return SplitPartitions.configured(settings, transactions, authorities, municipalities);
  }

  @Produces
  @Singleton
  InFlight traffic() {
    return new InFlight();
  }

  @Produces
  @Singleton
  IssueCertificates issueCertificates(
      Transactions transactions,
      Preparation preparation,
      Abandonment abandonment,
      InstantSource clock,
      SecureRandom random,
      InFlight traffic) {
    IssueRecord record = new IssueRecord(transactions, clock, random, traffic);
    return new IssueCertificates(preparation, record, abandonment, traffic);
  }

  @Produces
  @Singleton
  RegisterCard registerCard(
      Transactions transactions,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    return new RegisterCard(transactions, lifeCycle, municipalities, clock, random);
  }

  @Produces
  @Singleton
  ApplyEvents takeInEvents(
      Transactions transactions,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    return new ApplyEvents(transactions, lifeCycle, municipalities, clock, random);
  }

  @Produces
  @Singleton
  PerformAct performAct(
      Transactions transactions, LifeCycle lifeCycle, InstantSource clock, SecureRandom random) {
    return new PerformAct(transactions, lifeCycle, clock, random);
  }

  @Produces
  @Singleton
  ApplyPlanned takePlanned(
      Transactions transactions,
      LifeCycle lifeCycle,
      PerformAct performAct,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    return new ApplyPlanned(transactions, lifeCycle, performAct, clock, random, node);
  }

  @Produces
  @Singleton
  RefusalLog refusalLog(Transactions transactions, InstantSource clock, SecureRandom random) {
    return new RefusalLog(transactions, clock, random);
  }

  @Produces
  @Singleton
  Answers answers(RefusalLog refusals) {
    return new Answers(refusals);
  }

  @Produces
  @Singleton
  ReadCard readCard(Transactions transactions, InstantSource clock, SecureRandom random) {
    return new ReadCard(transactions, clock, random);
  }
}
