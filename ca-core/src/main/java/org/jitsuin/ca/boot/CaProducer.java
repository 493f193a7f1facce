package org.jitsuin.ca.boot;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.api.event.EventLines;
import org.jitsuin.ca.api.http.ActEndpoint;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.ServerFacts;
import org.jitsuin.ca.application.ApplicationApprovals;
import org.jitsuin.ca.application.Applications;
import org.jitsuin.ca.application.CompleteApplication;
import org.jitsuin.ca.application.DualControl;
import org.jitsuin.ca.application.Issuing;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.card.ReadCard;
import org.jitsuin.ca.cardwriting.CardOrders;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PersonalBrakes;
import org.jitsuin.ca.eventhold.EventHolds;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.query.DeskCounts;
import org.jitsuin.ca.query.ExpiryLetter;
import org.jitsuin.ca.query.ExpiryNotices;
import org.jitsuin.ca.query.FindCards;
import org.jitsuin.ca.query.FindCertificates;
import org.jitsuin.ca.query.KeyUses;
import org.jitsuin.ca.query.ReadLineage;
import org.jitsuin.ca.query.ReadLog;
import org.jitsuin.ca.query.Statistics;
import org.jitsuin.ca.relyingparty.RelyingParties;
import org.jitsuin.ca.residentevent.ApplyEventBatch;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.StreamEvents;
import org.jitsuin.ca.signer.Responders;
import org.jitsuin.ca.staff.StaffSessions;
import org.jitsuin.ca.status.ReadStatus;

/**
 * Makes the authority from what the server has: its configuration, data sources and threads; and
 * hands its parts to the resources of the API.
 */
@ApplicationScoped
public class CaProducer {
  @Resource(lookup = "java:jboss/datasources/CaDS")
  private DataSource dataSource;

  @Resource(lookup = "java:jboss/datasources/CaProbeDS")
  private DataSource probe;

  @Resource(lookup = "java:jboss/datasources/CaSecondDS")
  private DataSource second;

  @Resource private ManagedThreadFactory threads;

  @Produces
  @Singleton
  CaServer server() {
    Config config = ConfigProvider.getConfig();
    KnownSettings.checkNames(config.getPropertyNames());
    Settings settings = new Settings(key -> config.getOptionalValue(key, String.class));
    return new CaServer(
        settings,
        Clocks.configured(settings),
        new CaServer.Container(dataSource, probe, second, threads, EffectiveSettings.of(config)));
  }

  void close(@Disposes CaServer server) {
    server.close();
  }

  @Produces
  @Singleton
  CaService service(CaServer server) {
    return server.service();
  }

  @Produces
  @Singleton
  ReadStatus status(CaServer server, Instance<MeterRegistry> registries) {
    return server.status(new MeterFigures(registries.stream().toList()));
  }

  void close(@Disposes ReadStatus status) {
    status.close();
  }

  @Produces
  @Singleton
  LogFiles logFiles(CaServer server) {
    return server.log().files();
  }

  @Produces
  @Singleton
  InstantSource clock(CaService service) {
    return service.context().clock();
  }

  @Produces
  @Singleton
  Answers answers(CaServer server) {
    return server.api().answers();
  }

  @Produces
  @Singleton
  ServerFacts serverFacts(CaService service) {
    CaContext context = service.context();
    Settings settings = context.settings();
    return new ServerFacts(
        settings.get(BaseSettings.PRODUCTION),
        settings.get(BaseSettings.CLOCK_OFFSET),
        context.clock(),
        Clocks.system(),
        context.lifeCycle().policy(),
        context.municipalities());
  }

  @Produces
  @Singleton
  ReadCard readCard(CaServer server) {
    return server.api().readCard();
  }

  @Produces
  @Singleton
  ActEndpoint actEndpoint(CaServer server) {
    return new ActEndpoint(server.api().acts(), server.api().readCard(), server.api().answers());
  }

  @Produces
  @Singleton
  StaffSessions staffSessions(CaServer server) {
    return server.api().staffSessions();
  }

  @Produces
  @Singleton
  EventLines eventLines(CaServer server) {
    return server.api().eventLines();
  }

  @Produces
  @Singleton
  ApplyEventBatch applyEventBatch(CaServer server) {
    return server.api().applyEventBatch();
  }

  @Produces
  @Singleton
  StreamEvents streamEvents(CaServer server) {
    return server.api().streamEvents();
  }

  @Produces
  @Singleton
  PerformAct performAct(CaService service) {
    return service.cards().performAct();
  }

  @Produces
  @Singleton
  PersonalBrakes personalBrakes(CaService service) {
    return service.personalBrakes();
  }

  @Produces
  @Singleton
  ApplyEvents applyEvents(CaService service) {
    return service.cards().applyEvents();
  }

  @Produces
  @Singleton
  EventHolds eventHolds(CaService service) {
    return service.cards().eventHolds();
  }

  @Produces
  @Singleton
  CardOrders cardOrders(CaService service) {
    return service.cards().cardOrders();
  }

  @Produces
  @Singleton
  RevocationJobs revocationJobs(CaService service) {
    return service.cards().revocationJobs();
  }

  @Produces
  @Singleton
  OfficeRules officeRules(CaServer server) {
    return server.office().rules();
  }

  @Produces
  @Singleton
  Applications applications(CaServer server) {
    return server.office().applications();
  }

  @Produces
  @Singleton
  ApplicationApprovals applicationApprovals(CaServer server) {
    return server.office().approvals();
  }

  @Produces
  @Singleton
  CompleteApplication completeApplication(CaServer server) {
    return server.office().completeApplication();
  }

  @Produces
  @Singleton
  DualControl dualControl(CaServer server) {
    return server.office().dualControl();
  }

  @Produces
  @Singleton
  Issuing issuing(CaServer server) {
    return server.office().issuing();
  }

  @Produces
  @Singleton
  FindCards findCards(CaService service) {
    return service.queries().findCards();
  }

  @Produces
  @Singleton
  FindCertificates findCertificates(CaService service) {
    return service.queries().findCertificates();
  }

  @Produces
  @Singleton
  ReadLineage readLineage(CaService service) {
    return service.queries().readLineage();
  }

  @Produces
  @Singleton
  ExpiryNotices expiryNotices(CaService service) {
    return service.queries().expiryNotices();
  }

  @Produces
  @Singleton
  ExpiryLetter expiryLetter(CaService service) {
    return service.queries().expiryLetter();
  }

  @Produces
  @Singleton
  Statistics statistics(CaService service) {
    return service.queries().statistics();
  }

  @Produces
  @Singleton
  KeyUses keyUses(CaService service) {
    return service.queries().keyUses();
  }

  @Produces
  @Singleton
  ReadLog readLog(CaService service) {
    return service.queries().readLog();
  }

  @Produces
  @Singleton
  RelyingParties relyingParties(CaService service) {
    return service.queries().relyingParties();
  }

  @Produces
  @Singleton
  DeskCounts deskCounts(CaService service) {
    return service.queries().deskCounts();
  }

  @Produces
  @Singleton
  Responders responders(CaService service) {
    return service.queries().responders();
  }
}
