package org.jitsuin.crl.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jitsuin.base.model.Service;
import org.jitsuin.base.readiness.SchemaWatch;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.filter.plan.FilterPolicy;
import org.jitsuin.crl.filter.publish.FilterHealth;
import org.jitsuin.crl.filter.publish.FilterLine;
import org.jitsuin.crl.filter.publish.FilterMirrorLine;
import org.jitsuin.crl.ldap.DirectoryLine;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.publish.CrlLine;
import org.jitsuin.crl.publish.CrlMirror;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.CrlWork;
import org.jitsuin.store.SchemaLevelTable;

/** Puts the plain objects together. */
@ApplicationScoped
public class CrlProducer {
  @Resource(lookup = "java:jboss/datasources/CrlDS")
  private DataSource source;

  @Produces
  @Singleton
  Settings settings() {
    Config config = ConfigProvider.getConfig();
    KnownSettings.checkNames(config.getPropertyNames());
    return new Settings(key -> config.getOptionalValue(key, String.class));
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
  SchemaWatch schema(Settings settings) {
    return schema(settings, source);
  }

  static SchemaWatch schema(Settings settings, DataSource source) {
    StatusDatabase database = new StatusDatabase(source);
    return new SchemaWatch(
        BaseSettings.program(settings),
        () -> Optional.of(database.run(SchemaLevelTable::read)),
        CrlLog.LOG::schemaUnfit);
  }

  @Produces
  @Singleton
  CrlPolicy policy(Settings settings) {
    return CrlPolicy.read(settings);
  }

  @Produces
  @Singleton
  CrlWork service(Settings settings, InstantSource clock) {
    return settings.get(BaseSettings.SERVICES).contains(Service.CRL_MIRROR)
        ? new CrlMirror(settings, source, clock)
        : CrlService.of(settings, source, clock, _ -> true);
  }

  void close(@Disposes CrlWork service) {
    service.close();
  }

  @Produces
  @Singleton
  Directories directories(Settings settings, InstantSource clock, CrlWork work) {
    return new Directories(
        switch (work) {
          case CrlService service -> DirectoryLine.configured(settings, source, service, clock);
          // Who publishes puts them there.
          case CrlMirror _ -> Optional.empty();
        });
  }

  @Produces
  @Singleton
  Filters filters(Settings settings, InstantSource clock, CrlWork work) {
    Optional<FilterPolicy> policy = FilterPolicy.read(settings);
    return switch (work) {
      case CrlService service -> {
        Optional<FilterLine> line = FilterLine.configured(settings, service.means(), clock);
        yield new Filters(line.map(CrlLine.class::cast), line.map(FilterLine::health), policy);
      }
      case CrlMirror _ -> {
        Optional<FilterMirrorLine> line = FilterMirrorLine.configured(settings, source, clock);
        yield new Filters(
            line.map(CrlLine.class::cast), line.map(FilterMirrorLine::health), policy);
      }
    };
  }

  /**
   * What publishes status filters, or fetches them; nothing where there shall be none.
   *
   * @param health how they stand
   */
  record Filters(
      Optional<CrlLine> line, Optional<FilterHealth> health, Optional<FilterPolicy> policy) {}

  /** The directory that CRLs are put into as well; none where nothing says where it is. */
  record Directories(Optional<DirectoryLine> line) {}
}
