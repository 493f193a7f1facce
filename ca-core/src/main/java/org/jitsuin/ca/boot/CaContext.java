package org.jitsuin.ca.boot;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.StatementLimit;
import org.jitsuin.ca.store.Transactions;

/**
 * The parts that all use cases have in common.
 *
 * @param node this server, since its start
 * @param token that of the authorities' keys
 */
public record CaContext(
    Settings settings,
    Node node,
    InstantSource clock,
    SecureRandom random,
    SigningPool token,
    Transactions transactions,
    LifeCycle lifeCycle,
    AuditLog auditLog,
    Municipalities municipalities,
    Authorities authorities) {

  /** Completes what follows from the given parts. */
  public CaContext(
      Settings settings,
      Node node,
      InstantSource clock,
      SecureRandom random,
      SigningPool token,
      Transactions transactions,
      LifeCycle lifeCycle) {
    this(
        settings,
        node,
        clock,
        random,
        token,
        transactions,
        lifeCycle,
        new AuditLog(clock, random),
        Municipalities.read(),
        new Authorities(transactions, token, clock));
  }

  /** A start of the server, with the name that it is configured to have. */
  static Node starting(Settings settings) {
    return new Node(settings.get(BaseSettings.NODE), UUID.randomUUID().toString());
  }

  /**
   * Makes the parts as they are configured: {@link BaseSettings#NODE}, the CA token, the policy of
   * the life cycle.
   *
   * @param permit throws a {@link org.jitsuin.base.Fault} as long as no transaction may be opened
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  public static CaContext configured(
      Settings settings,
      DataSource dataSource,
      InstantSource clock,
      SecureRandom random,
      Runnable permit) {
    return configured(
        settings,
        starting(settings),
        clock,
        random,
        new Transactions(Database.open(StatementLimit.obeyedBy(dataSource)), clock, permit));
  }

  /** As above, of a start that was named before, over transactions that are made. */
  static CaContext configured(
      Settings settings,
      Node node,
      InstantSource clock,
      SecureRandom random,
      Transactions transactions) {
    return new CaContext(
        settings,
        node,
        clock,
        random,
        SigningPool.configured(settings, "ca", clock),
        transactions,
        new LifeCycle(PolicySettings.policy(settings)));
  }

  /** This server as it stands in audit entries. */
  Actor.Component server() {
    return new Actor.Component("ca-core", node.name());
  }
}
