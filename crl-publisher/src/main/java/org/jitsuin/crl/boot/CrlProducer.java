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
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.crl.filter.plan.FilterPolicy;
import org.jitsuin.crl.filter.publish.FilterHealth;
import org.jitsuin.crl.filter.publish.FilterLine;
import org.jitsuin.crl.ldap.DirectoryLine;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.publish.CrlMirror;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.CrlWork;

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
    return switch (work) {
      case CrlService service ->
          new Filters(
              FilterLine.configured(settings, service.means(), clock), FilterPolicy.read(settings));
      // Who publishes signs them.
      case CrlMirror _ -> new Filters(Optional.empty(), Optional.empty());
    };
  }

  /** What publishes status filters; nothing where there shall be none. */
  record Filters(Optional<FilterLine> line, Optional<FilterPolicy> policy) {
    /** Returns how they stand; empty where there are none. */
    Optional<FilterHealth> health() {
      return line.map(FilterLine::health);
    }
  }

  /** The directory that CRLs are put into as well; none where nothing says where it is. */
  record Directories(Optional<DirectoryLine> line) {}
}
