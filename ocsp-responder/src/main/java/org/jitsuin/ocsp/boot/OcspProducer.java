package org.jitsuin.ocsp.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;

/** Makes the responder from what the server has: its configuration, data source and threads. */
@ApplicationScoped
public class OcspProducer {
  @Resource(lookup = "java:jboss/datasources/OcspDS")
  private DataSource dataSource;

  @Resource(lookup = "java:jboss/datasources/OcspHomeDS")
  private DataSource home;

  @Resource private ManagedThreadFactory threads;

  @Produces
  @Singleton
  OcspService service() {
    KnownSettings.checkNames(ConfigProvider.getConfig().getPropertyNames());
    Settings settings =
        new Settings(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
    return new OcspService(
        settings,
        dataSource,
        settings.find(BaseSettings.DB_HOME).map(_ -> home).orElse(dataSource),
        Clocks.configured(settings),
        threads);
  }

  void close(@Disposes OcspService service) {
    service.close();
  }
}
