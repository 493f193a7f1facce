package org.jitsuin.ca.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.query.ExpiryLetter;
import org.jitsuin.ca.query.ExpiryNotices;
import org.jitsuin.ca.query.FindCards;
import org.jitsuin.ca.query.FindCertificates;
import org.jitsuin.ca.query.KeyUses;
import org.jitsuin.ca.query.ReadLineage;
import org.jitsuin.ca.query.Statistics;
import org.jitsuin.ca.relyingparty.RelyingParties;
import org.jitsuin.ca.staff.StaffSessions;
import org.jitsuin.ca.store.Transactions;

/** Puts together what answers the enquiries of offices and relying parties. */
@ApplicationScoped
public class OfficeComponents {
  @Produces
  @Singleton
  StaffSessions attendance(
      Transactions transactions,
      Settings settings,
      Node node,
      InstantSource clock,
      SecureRandom random) {
    Duration pause =
        settings.duration(
            "jitsuin.staff.pause",
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            Duration.ofDays(1));
    Actor.Component server = new Actor.Component("ca-core", node.name());
    return new StaffSessions(transactions, pause, server, clock, random);
  }

  @Produces
  @Singleton
  FindCertificates findCertificates(Transactions transactions, InstantSource clock) {
    return new FindCertificates(transactions, clock);
  }

  @Produces
  @Singleton
  FindCards findCards(Transactions transactions, InstantSource clock, SecureRandom random) {
    return new FindCards(transactions, clock, random);
  }

  @Produces
  @Singleton
  Statistics statistics(Transactions transactions) {
    return new Statistics(transactions);
  }

  @Produces
  @Singleton
  KeyUses keyUses(Transactions transactions, SigningPool token, Node node, InstantSource clock) {
    return new KeyUses(transactions, token, node, clock);
  }

  @Produces
  @Singleton
  ReadLineage readLineage(Transactions transactions, InstantSource clock, SecureRandom random) {
    return new ReadLineage(transactions, clock, random);
  }

  @Produces
  @Singleton
  ExpiryNotices expiryNotices(Transactions transactions, InstantSource clock) {
    return new ExpiryNotices(transactions, clock);
  }

  @Produces
  @Singleton
  ExpiryLetter expiryLetter(
      Transactions transactions,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    return new ExpiryLetter(transactions, municipalities, clock, random);
  }

  @Produces
  @Singleton
  RelyingParties relyingParties(
      Transactions transactions, InstantSource clock, SecureRandom random) {
    return new RelyingParties(transactions, clock, random);
  }
}
