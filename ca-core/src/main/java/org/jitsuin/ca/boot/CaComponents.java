package org.jitsuin.ca.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.api.Answers;
import org.jitsuin.ca.api.CardFile;
import org.jitsuin.ca.api.Json;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.OcspSignerRenewal;
import org.jitsuin.ca.issue.Preparation;
import org.jitsuin.ca.lifecycle.IssueDecision;
import org.jitsuin.ca.lint.CertificateLint;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.registry.RecordResidentEvent;
import org.jitsuin.ca.registry.RegisterCard;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;

/** Puts the plain objects together; the only place that knows them all. */
@ApplicationScoped
public class CaComponents {
  private static final String LEAP_DAY_KEY = "jitsuin.validity.leap-day";

  @Resource(lookup = "java:jboss/datasources/CaDS")
  private DataSource dataSource;

  @Produces
  @Singleton
  Settings settings() {
    return new Settings(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
  }

  @Produces
  @Singleton
  InstantSource clock(Settings settings) {
    return Clocks.configured(settings);
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
  Transactions transactions(InstantSource clock) {
    return new Transactions(Jdbi.create(dataSource), clock);
  }

  @Produces
  @Singleton
  ValidityRules validityRules(Settings settings) {
    String written = settings.text(LEAP_DAY_KEY).orElse(LeapDayRule.FEBRUARY_28.name());
    return Arrays.stream(LeapDayRule.values())
        .filter(rule -> rule.name().equals(written))
        .findFirst()
        .map(ValidityRules::new)
        .orElseThrow(() ->
            Settings.invalid(
                LEAP_DAY_KEY,
                Arrays.stream(LeapDayRule.values())
                    .map(Enum::name)
                    .collect(Collectors.joining(" or ", "must be ", ""))));
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
      Transactions transactions,
      Authorities authorities,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    return new Abandonment(transactions, authorities, clock, random, node);
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
      ValidityRules rules,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    IssueDecision decision = new IssueDecision(rules);
    return new Preparation(transactions, authorities, decision, municipalities, clock, random);
  }

  @Produces
  @Singleton
  IssueCertificates issueCertificates(
      Transactions transactions,
      Preparation preparation,
      Abandonment abandonment,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    return new IssueCertificates(
        transactions, preparation, new CertificateLint(), abandonment, clock, random, node);
  }

  @Produces
  @Singleton
  RegisterCard registerCard(
      Transactions transactions,
      ValidityRules rules,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    return new RegisterCard(transactions, rules, municipalities, clock, random);
  }

  @Produces
  @Singleton
  RecordResidentEvent recordResidentEvent(
      Transactions transactions,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    return new RecordResidentEvent(transactions, municipalities, clock, random);
  }

  @Produces
  @Singleton
  Json json() {
    return new Json();
  }

  @Produces
  @Singleton
  Answers answers(Transactions transactions, Json json, InstantSource clock, SecureRandom random) {
    return new Answers(transactions, json, clock, random);
  }

  @Produces
  @Singleton
  CardFile cardFile(
      Transactions transactions, Json json, InstantSource clock, SecureRandom random) {
    return new CardFile(transactions, json, clock, random);
  }
}
